import { getJob, planJob } from "@mechanicbuddy/contract/management/jobs";
import { createTenant, deleteTenant } from "@mechanicbuddy/contract/management/tenants";
import { freePort } from "@mechanicbuddy/platform/testing/postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { programsOn, programsRun } from "../../../../infrastructure/conformance/programs.ts";
import { check } from "../drift/drift.ts";
import { startFakes } from "../providers/fakes.ts";
import { purgeDue } from "../tenants/deleting.ts";
import { openTestPlatform, type Person, type TestPlatform } from "../testing/api.ts";
import { openTestCluster, type TestCluster } from "../testing/cluster.ts";
import { openTestInstance, type TestInstance } from "../testing/instance.ts";
import { effect, runStep, stepNamed, workOf } from "./engine.ts";
import { load } from "./store.ts";

const names = "subscription trigger namespace chart database migrations dns proxy certificate activate".split(" ");

describe.skipIf(!programsRun)("a workshop on an instance of its own", () => {
  let fakes: Awaited<ReturnType<typeof startFakes>>;
  let cluster: TestCluster;
  let platform: TestPlatform;
  let instance: TestInstance;
  let staff: Person;

  beforeAll(async () => {
    fakes = await startFakes("localhost");
  });
  afterAll(() => fakes.stop());
  beforeEach(async () => {
    cluster = await openTestCluster();
    const port = await freePort();
    const place = { DEDICATED_API_URL: `http://127.0.0.1:${port}`, DEDICATED_WEB_UPSTREAM: `127.0.0.1:${port}` };
    platform = await openTestPlatform({ ...fakes.settings, ...cluster.settings, ...place });
    instance = await openTestInstance(platform, { id: "acme", port, isRegistered: false });
    staff = await platform.newStaff("owner");
    fakes.cloudflare.recover();
    fakes.cloudflare.records.clear();
    fakes.proxy.hosts.clear();
    fakes.proxy.certificates.length = 1;
  });
  afterEach(async () => {
    await instance.close();
    await platform.close();
    await cluster.stop();
  });

  const about = { id: "acme", companyName: "ACME & Sons", tier: "professional", locale: "en", country: "GB" } as const;
  async function order(): Promise<string> {
    const body = { ...about, ownerEmail: "owner@acme.example", ownerName: "Ann Acme" };
    return (await platform.call(createTenant, { body }, { as: staff })).job;
  }
  const stateOf = async (id: string) =>
    (await platform.appPool.query("select state from tenants where id = $1", [id])).rows[0]?.state;
  async function untilDone(states: string[]): Promise<void> {
    await platform.runTasks();
    for (let n = 0; n < 14 && !states.includes(await stateOf("acme")); n++) {
      platform.clock.advance(20_000);
      await platform.runTasks();
    }
  }
  const again = async (): Promise<Person> => {
    const { id: subject, session } = staff;
    return { ...staff, token: (await platform.app.tokens.issue({ audience: "portal-staff", subject, session })).token };
  };
  /** What was put into the workshop's namespace, but for what the cluster's controllers made of it. */
  function made(planned: string[]): string[] {
    const kinds = [...new Set(planned.flatMap((line) => /^([A-Z][a-z]\w+) [a-z-]+$/.exec(line)?.[1] ?? []))];
    return kinds
      .filter((kind) => kind !== "Namespace")
      .flatMap((kind) =>
        cluster.fake
          .objects(kind, "tenant-acme")
          .filter(({ metadata }) => metadata.ownerReferences === undefined)
          .filter(({ type }) => !["helm.sh/release.v1", "kubernetes.io/tls"].includes(String(type)))
          .map(({ metadata }) => `${kind} ${metadata.name}`),
      );
  }
  test("is made in the guide's ten steps, and of exactly what the dry run said", async () => {
    const { steps } = await platform.call(planJob, { body: about }, { as: staff });
    expect(steps.map(({ name }) => name)).toEqual(names);
    expect(cluster.fake.asked.filter((line) => !line.startsWith("GET"))).toEqual([]);
    const planned = steps.flatMap(({ objects }) => objects);
    const job = await order();
    await untilDone(["active", "failed"]);
    const shown = await platform.call(getJob, { params: { id: job } }, { as: await again() });
    expect({
      state: shown.state,
      steps: shown.steps.map(({ name, state }) => `${name} ${state}`),
      log: shown.log,
    }).toMatchObject({
      state: "succeeded",
      steps: names.map((name) => `${name} done`),
    });
    const outside = [
      ...[...fakes.cloudflare.records.values()].map(({ name, content }) => `CNAME ${name} → ${content}`),
      ...[...fakes.proxy.hosts.values()].map(
        ({ domain_names, forward_host, forward_port }) => `host ${domain_names[0]} → ${forward_host}:${forward_port}`,
      ),
    ];
    expect([...made(planned), "Namespace tenant-acme", ...outside].sort()).toEqual([...planned].sort());
    const [namespace] = cluster.fake.objects("Namespace").filter(({ metadata }) => metadata.name === "tenant-acme");
    expect(namespace?.metadata.labels).toMatchObject({
      "app.kubernetes.io/managed-by": "mechanicbuddy-management",
      "mechanicbuddy.app/tenant-id": "acme",
      "mechanicbuddy.app/tenant-tier": "professional",
      "pod-security.kubernetes.io/enforce": "restricted",
    });
    expect([...instance.workshops.keys()]).toEqual(["acme"]);
    expect([...fakes.proxy.hosts.values()].map(({ certificate_id }) => certificate_id)).toEqual([2]);
  }, 60_000);

  test("is found by the lines of the deployment guide that list what the platform made", async () => {
    await order();
    await untilDone(["active", "failed"]);
    const { kubectl } = programsOn(cluster.settings.KUBECONFIG);
    const label = "app.kubernetes.io/managed-by=mechanicbuddy-management";
    expect(await kubectl("get", "namespaces", "-l", label)).toMatch(/^NAME.*\ntenant-acme +Active/);
    expect(await kubectl("get", "clusters", "-A")).toMatch(/tenant-acme +acme-postgresql/);
    const all = await kubectl("-n", "tenant-acme", "get", "all");
    expect(all).toMatch(/deployment.apps\/acme-api +2\/2[\s\S]*job.batch\/acme-migration +Complete +1\/1/);
  }, 60_000);

  test("is looked after: a lost label comes back, a stranger's namespace is reported, purged nothing is left", async () => {
    await order();
    await untilDone(["active", "failed"]);
    const { kubectl } = programsOn(cluster.settings.KUBECONFIG);
    await kubectl("label", "namespace", "tenant-acme", "mechanicbuddy.app/tenant-id-");
    await kubectl("create", "namespace", "tenant-ghost");
    const mark = ["app.kubernetes.io/managed-by=mechanicbuddy-management", "mechanicbuddy.app/tenant-id=ghost"];
    await kubectl("label", "namespace", "tenant-ghost", ...mark);
    const found = async () =>
      (await check(platform.ctx())).items.map(({ name, difference, repairs }) => [name, difference, repairs]).sort();
    expect(await found()).toEqual([
      ["tenant-acme", "missing", true],
      ["tenant-ghost", "orphan", false],
    ]);
    await platform.runTasks();
    expect(await found()).toEqual([["tenant-ghost", "orphan", false]]);

    await platform.call(deleteTenant, { params: { id: "acme" }, body: { confirm: "acme" } }, { as: await again() });
    await platform.runTasks();
    platform.clock.advance(31 * 86_400_000);
    await purgeDue(platform.ctx());
    await untilDone(["purged"]);
    expect(await stateOf("acme")).toBe("purged");
    expect([...instance.workshops.keys(), ...fakes.cloudflare.records.keys(), ...fakes.proxy.hosts.keys()]).toEqual([]);
    const left = cluster.fake.objects("Namespace").map(({ metadata }) => metadata.name);
    expect(left).toEqual(["default", "kube-system", "tenant-ghost"]);
    const { rows } = await platform.appPool.query("select state from instances");
    expect(rows).toEqual([{ state: "closed" }]);
  }, 60_000);

  test("is there once, whatever step its maker died after", async () => {
    const job = await order();
    for (const killed of ["namespace", "chart", "database", "migrations", "certificate"]) {
      for (let tries = 0; tries < 30; tries++) {
        const stored = await load(platform.ctx(), job);
        const next = stored?.steps.find(({ state }) => state !== "done");
        if (stored === undefined || next === undefined) throw new Error("the job ended too early");
        if (next.name !== killed) {
          await runStep(platform.ctx(), job);
          continue;
        }
        const isDone = await effect(stepNamed(stored, killed), await workOf(platform.ctx(), stored)).then(
          () => true,
          () => false,
        );
        if (isDone) break;
      }
    }
    await untilDone(["active", "failed"]);
    expect(await stateOf("acme")).toBe("active");
    expect(cluster.fake.objects("Cluster", "tenant-acme")).toHaveLength(1);
    expect([instance.workshops.size, fakes.cloudflare.records.size, fakes.proxy.hosts.size]).toEqual([1, 1, 1]);
    const { rows } = await platform.appPool.query("select id, kind, state from instances");
    expect(rows).toEqual([{ id: "acme", kind: "dedicated", state: "open" }]);
  }, 90_000);

  test("that cannot be made is taken back whole", async () => {
    cluster.fake.willBe({ kind: "Job", name: "acme-migration", fails: "BackoffLimitExceeded" });
    const job = await order();
    await untilDone(["failed"]);
    for (let n = 0; n < 8; n++) {
      platform.clock.advance(310_000);
      await platform.runTasks();
    }
    expect((await load(platform.ctx(), job))?.state).toBe("undone");
    expect(cluster.fake.objects("Namespace").map(({ metadata }) => metadata.name)).toEqual(["default", "kube-system"]);
    const { rows } = await platform.appPool.query("select kind, name from resources");
    expect(rows).toEqual([]);
    expect((await platform.appPool.query("select id from instances")).rows).toEqual([]);
  }, 60_000);
});
