import { memberRoles, staffMay, staffRoles } from "@mechanicbuddy/contract/management/permission";
import type { AnyManagementRoute } from "@mechanicbuddy/contract/management/route";
import { newId } from "@mechanicbuddy/platform/id";
import { newToken } from "@mechanicbuddy/platform/keys";
import { SignJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokensFor } from "../http/tokens.ts";
import { openTestPlatform, type Person, type TestPlatform } from "../testing/api.ts";

let platform: TestPlatform;
let tenant: string;
let owner: Person;
/** Whoever sweeps calls more often than a person may. */
const pace = () => platform.clock.advance(61_000);
const people: Partial<Record<"stranger" | "neighbour" | "customer" | (typeof staffRoles)[number], Person>> = {};

beforeAll(async () => {
  platform = await openTestPlatform();
  tenant = await platform.newTenant();
  owner = await platform.newAccount({ tenant });
  people.stranger = await platform.newAccount();
  people.neighbour = await platform.newAccount({ tenant: await platform.newTenant() });
});
afterAll(() => platform.close());

/** Signed in a moment ago, so that neither rest nor a used-up limit is what refuses. */
async function anew(person: Person, audience: "portal-customer" | "portal-staff" = "portal-customer"): Promise<Person> {
  const now = platform.clock.now();
  await platform.appPool.query("update sessions set last_used_at = $1, factor_at = $1, expires_at = $2 where id = $3", [
    now,
    new Date(now.getTime() + 3_600_000),
    person.session,
  ]);
  const { token } = await tokensFor(platform.app.platform.keys, platform.clock.now).issue({
    audience,
    subject: person.id,
    session: person.session,
  });
  return { ...person, token };
}

async function call(route: AnyManagementRoute, token: string | undefined, id: string) {
  pace();
  const url = route.path.replace(/:([A-Za-z]+)/g, (_, key: string) => (key === "id" ? id : newId()));
  const response = await platform.app.fastify.inject({
    method: route.method,
    url,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(route.body === undefined ? {} : { payload: {} }),
  });
  const { requestId: _, ...problem } = response.json() as Record<string, unknown>;
  return { status: response.statusCode, problem };
}

const names = (route: AnyManagementRoute) => `${route.method} ${route.path}`;
const all = () => platform.app.routes;
const ofTenant = () => all().filter((route) => Array.isArray(route.who.customer));
const ofStaff = () => all().filter((route) => route.who.staff !== undefined);

test("every customer's route answers a stranger, and a member of another workshop, as if the workshop did not exist", async () => {
  for (const route of ofTenant()) {
    for (const who of ["stranger", "neighbour"] as const) {
      pace();
      const { token } = await anew(people[who] as Person);
      const theirs = await call(route, token, tenant);
      expect(theirs.status, names(route)).toBe(404);
      expect(theirs, names(route)).toEqual(await call(route, token, "no-such-workshop"));
    }
  }
});

test("every customer's route refuses each role that is too low", async () => {
  let cells = 0;
  for (const route of ofTenant()) {
    for (const role of memberRoles.filter((role) => !route.who.customer?.includes(role as never))) {
      const { token } = await platform.newAccount({ tenant, role });
      expect((await call(route, token, tenant)).problem.code, `${names(route)} as ${role}`).toBe("forbidden");
      cells++;
    }
  }
  expect(cells).toBeGreaterThan(10);
});

test("every staff route refuses each role without its permission", async () => {
  let cells = 0;
  for (const route of ofStaff()) {
    const permission = route.who.staff;
    if (permission === undefined || permission === "self") continue;
    for (const role of staffRoles.filter((role) => !staffMay(role, permission))) {
      people[role] ??= await platform.newStaff(role);
      pace();
      const { token } = await anew(people[role] as Person, "portal-staff");
      expect((await call(route, token, tenant)).problem.code, `${names(route)} as ${role}`).toBe("forbidden");
      cells++;
    }
  }
  expect(cells).toBeGreaterThan(10);
});

test("a customer's token opens no staff route, and one of the staff no customer's", async () => {
  people.owner ??= await platform.newStaff("owner");
  for (const route of ofStaff().filter(({ who }) => who.customer === undefined)) {
    pace();
    const { token } = await anew(owner);
    expect((await call(route, token, tenant)).problem.code, names(route)).toBe("unauthenticated");
  }
  for (const route of all().filter(({ who }) => who.customer !== undefined && who.staff === undefined)) {
    pace();
    const { token } = await anew(people.owner as Person, "portal-staff");
    expect((await call(route, token, tenant)).problem.code, names(route)).toBe("unauthenticated");
  }
});

test("no route that names somebody answers without a token, with a made-up one, or with one of another's making", async () => {
  const claims = { sid: owner.session };
  const sign = (key: Uint8Array, audience: string, typ = "mb-portal+jwt") =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", typ, kid: "x" })
      .setSubject(owner.id)
      .setIssuer("mechanicbuddy:platform")
      .setAudience(audience)
      .setExpirationTime(Math.floor(platform.clock.now().getTime() / 1000) + 86_400)
      .sign(key);
  const forged = await Promise.all([
    sign(Buffer.alloc(32, 1), "portal-customer"),
    sign(Buffer.alloc(32, 1), "portal-staff"),
    sign(platform.app.platform.keys.derive("portal-token"), "portal-staff"),
  ]);
  for (const route of all().filter(({ who }) => who.public !== true)) {
    const crossed = await anew(owner, "portal-staff");
    for (const token of [undefined, newToken(), crossed.token, ...forged]) {
      expect((await call(route, token, tenant)).problem.code, names(route)).toBe("unauthenticated");
    }
  }
});

test("a staff route that asks for a fresh second factor does nothing with a stale one", async () => {
  const boss = people.owner ?? (await platform.newStaff("owner"));
  for (const route of ofStaff().filter(({ freshFactor }) => freshFactor === true)) {
    const { token } = await anew(boss, "portal-staff");
    await platform.appPool.query("update sessions set factor_at = $1 where id = $2", [
      new Date(platform.clock.now().getTime() - 601_000),
      boss.session,
    ]);
    expect((await call(route, token, tenant)).problem.code, names(route)).toBe("proof_required");
  }
});
