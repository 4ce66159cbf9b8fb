import { getJob, planJob } from "@mechanicbuddy/contract/management/jobs";
import { listChanges, retryTenant } from "@mechanicbuddy/contract/management/tenants";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "../context.ts";
import { startFakes } from "../providers/fakes.ts";
import { begin } from "../tenants/tenants.ts";
import { openTestPlatform, type Person, type TestPlatform } from "../testing/api.ts";
import { openTestInstance, type TestInstance } from "../testing/instance.ts";
import { effect, runStep, stepNamed, workOf } from "./engine.ts";
import { load } from "./store.ts";

let fakes: Awaited<ReturnType<typeof startFakes>>;
let platform: TestPlatform;
let instance: TestInstance;
beforeAll(async () => {
  fakes = await startFakes("localhost");
});
afterAll(() => fakes.stop());
beforeEach(async () => {
  platform = await openTestPlatform(fakes.settings);
  instance = await openTestInstance(platform);
  fakes.cloudflare.recover();
  fakes.cloudflare.records.clear();
  fakes.proxy.hosts.clear();
});
afterEach(async () => {
  await instance.close();
  await platform.close();
});

const names = "subscription trigger namespace chart database migrations dns proxy certificate activate".split(" ");

async function order(id: string) {
  const owner = await platform.newAccount();
  const begun = await inTransaction(platform.ctx(), (ctx) =>
    begin(ctx, {
      ...{ id, companyName: "Kask & Son", contactName: "Anna Kask", locale: "en", country: "EE" },
      ...{ tier: "free", owner: owner.id, sampleData: false, trigger: "signup" },
    }),
  );
  return { ...begun, owner };
}

const stateOf = async (id: string) =>
  (await platform.appPool.query("select state from tenants where id = $1", [id])).rows[0]?.state;
/** The same person with a token of now. */
async function again(person: Person): Promise<Person> {
  const { id: subject, session } = person;
  const { token } = await platform.app.tokens.issue({ audience: "portal-customer", subject, session });
  return { ...person, token };
}

/** A moment later: what waits is due. */
const later = (seconds: number) => {
  platform.clock.advance(seconds * 1000);
  return platform.runTasks();
};

test("a workshop is made in the guide's ten steps, and makes exactly what the dry run said", async () => {
  const staff = await platform.newStaff("owner");
  const about = { id: "kask", companyName: "Kask & Son", tier: "free", locale: "en", country: "EE" } as const;
  const { steps: planned } = await platform.call(planJob, { body: about }, { as: staff });
  expect(fakes.cloudflare.records.size + instance.workshops.size + fakes.proxy.hosts.size).toBe(0);
  const { job, owner } = await order("kask");
  await platform.runTasks();
  const { state, steps } = await platform.call(getJob, { params: { id: job } }, { as: staff });
  expect({ state, steps: steps.map(({ name, state }) => `${name} ${state}`) }).toEqual({
    state: "succeeded",
    steps: names.map((name) => `${name} done`),
  });
  const made = [
    ...[...instance.workshops.keys()].flatMap((id) => [`login tenant_${id}`, `schema tenant_${id}`]),
    ...[...fakes.cloudflare.records.values()].map(({ name, content }) => `CNAME ${name} → ${content}`),
  ];
  expect(planned.map(({ name }) => name)).toEqual(names);
  expect(planned.flatMap(({ objects }) => objects)).toEqual(["place on free-tier", ...made]);
  expect([...fakes.proxy.hosts.values()].map(({ domain_names }) => domain_names)).toEqual([["*.localhost"]]);
  expect(await stateOf("kask")).toBe("active");
  expect((await platform.mailsTo(owner.email)).map(({ template }) => template)).toEqual(["workshop-ready"]);
});

test("with the name service down everything is taken back and the owner may try again under the same name", async () => {
  const { owner, job } = await order("kask");
  fakes.cloudflare.be({ kind: "status", status: 500, times: 60 });
  await platform.runTasks();
  for (let n = 0; n < 16 && (await stateOf("kask")) === "provisioning"; n++) await later(310);
  expect(await stateOf("kask")).toBe("failed");
  const shown = await platform.call(getJob, { params: { id: job } }, { as: await again(owner) });
  expect(shown.steps.find(({ name }) => name === "dns")).toMatchObject({ error: expect.stringContaining("address") });
  fakes.cloudflare.recover();
  await later(310);
  expect((await platform.call(getJob, { params: { id: job } }, { as: await again(owner) })).state).toBe("undone");
  expect([instance.workshops.size, fakes.cloudflare.records.size]).toEqual([0, 0]);
  expect((await platform.mailsTo(owner.email)).map(({ template }) => template)).toEqual(["provisioning-failed"]);
  expect(await platform.call(retryTenant, { params: { id: "kask" } }, { as: await again(owner) })).toEqual({ job });
  await platform.runTasks();
  expect(await stateOf("kask")).toBe("active");
  expect([instance.workshops.size, fakes.cloudflare.records.size]).toEqual([1, 1]);
  const ready = (await platform.mailsTo(owner.email)).filter(({ template }) => template === "workshop-ready");
  expect(ready).toHaveLength(1);
  const changes = await platform.call(listChanges, { params: { id: "kask" }, query: {} }, { as: await again(owner) });
  expect(changes.items.map(({ to }) => to).reverse()).toEqual(["provisioning", "failed", "provisioning", "active"]);
}, 60_000);

test("killed after any step's effect and before it was noted, a job ends with each thing made once", async () => {
  for (const killed of names) {
    const { id, job, owner } = await order(`kask-${killed.slice(0, 8)}`);
    for (;;) {
      const ctx = platform.ctx();
      const stored = await load(ctx, job);
      const next = stored?.steps.find(({ state }) => state !== "done");
      if (stored === undefined || next === undefined) throw new Error("the job ended too early");
      if (next.name === killed) {
        await effect(stepNamed(stored, killed), await workOf(ctx, stored));
        break;
      }
      await runStep(platform.ctx(), job);
    }
    await platform.runTasks();
    expect(await stateOf(id)).toBe("active");
    const records = [...fakes.cloudflare.records.values()].filter(({ name }) => name === `${id}.localhost`);
    expect([records.length, instance.workshops.has(id)]).toEqual([1, true]);
    expect((await platform.mailsTo(owner.email)).map(({ template }) => template)).toEqual(["workshop-ready"]);
  }
  expect(fakes.proxy.hosts.size).toBe(1);
}, 60_000);

test("the last place goes to one; who comes after waits for the next instance and gets a host of their own", async () => {
  await platform.appPool.query("update instances set max_tenants = 1");
  const [first, second] = [await order("first"), await order("second")];
  await platform.runTasks();
  const states = [await stateOf("first"), await stateOf("second")];
  expect(states.sort()).toEqual(["active", "provisioning"]);
  const waiting = (await stateOf("first")) === "active" ? second : first;
  const shown = await platform.call(getJob, { params: { id: waiting.job } }, { as: waiting.owner });
  expect(shown.steps.find(({ name }) => name === "namespace")).toMatchObject({
    state: "waiting",
    error: expect.any(String),
  });
  const next = await openTestInstance(platform, { id: "free-tier-2", maxTenants: 10 });
  try {
    await later(15);
    expect(await stateOf(waiting.id)).toBe("active");
    expect([...next.workshops.keys()]).toEqual([waiting.id]);
    const hosts = [...fakes.proxy.hosts.values()].map(({ domain_names, forward_port }) => [
      domain_names[0],
      forward_port,
    ]);
    expect(hosts).toContainEqual([`${waiting.id}.localhost`, Number(new URL(next.url).port)]);
  } finally {
    await next.close();
  }
});

test("twenty at once are twenty workshops, each with one place", async () => {
  const owners = await Promise.all(Array.from({ length: 20 }, (_, n) => order(`shop-${n}`)));
  await platform.runTasks();
  const { rows } = await platform.appPool.query(
    "select count(*)::int as n, count(distinct instance)::int as instances from tenants where state = 'active'",
  );
  expect(rows).toEqual([{ n: owners.length, instances: 1 }]);
  expect(instance.workshops.size).toBe(20);
}, 60_000);

test("a vendor that is slow, busy or talks nonsense is asked again; one that refuses is not", async () => {
  await order("kask");
  fakes.cloudflare.be({ kind: "status", status: 429, times: 1, headers: { "retry-after": "30" } });
  fakes.cloudflare.be({ kind: "garbage", times: 1 });
  fakes.cloudflare.be({ kind: "drop", times: 1 });
  await platform.runTasks();
  for (let n = 0; n < 5; n++) await later(60);
  expect(await stateOf("kask")).toBe("active");
  const { id } = await order("taken");
  fakes.cloudflare.records.set("x", {
    ...{ id: "x", type: "CNAME", name: "taken.localhost", content: "elsewhere", ttl: 1, proxied: false },
    comment: "by hand",
  });
  await platform.runTasks();
  expect(await stateOf(id)).toBe("failed");
  expect(fakes.cloudflare.records.get("x")).toMatchObject({ content: "elsewhere" });
});
