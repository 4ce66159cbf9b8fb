import { getMe } from "@mechanicbuddy/contract/identity";
import * as contract from "@mechanicbuddy/contract/people";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { localDay } from "../testing/days.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { endLeft } from "./accounts.ts";
import { mustExist } from "./people.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const juri = { firstName: "Jüri", lastName: "Tamm", profession: "Mechanic" };
const add = (body: object = {}) => shop.call(contract.createEmployee, { body: { ...juri, ...body } });
const change = (person: contract.Employee, body: object, as: "owner" | "manager" = "owner") =>
  shop.answer(
    contract.updateEmployee,
    { params: { id: person.id }, body: { version: person.version, ...body } },
    { as },
  );
const daysFromNow = (days: number) => localDay(api.clock.now(), days);

test("a mechanic is added by name alone and needs no account", async () => {
  const person = await add();
  expect(person).toMatchObject({ name: "Jüri Tamm", active: true, user: null, bookable: true, skills: [] });
  expect(await shop.call(contract.getEmployee, { params: { id: person.id } }, { as: "mechanic" })).toMatchObject(juri);
});

test("what an hour of a colleague costs is seen only by those who see costs", async () => {
  const { id } = await add({ hourlyCostCents: 2200 });
  const seen = async (as: "manager" | "mechanic") => shop.call(contract.getEmployee, { params: { id } }, { as });
  expect(await seen("manager")).toHaveProperty("hourlyCostCents", 2200);
  expect(await seen("mechanic")).not.toHaveProperty("hourlyCostCents");
});

test("people are listed by name, page by page, and found by name or profession", async () => {
  await add();
  await add({ firstName: "Bea", profession: "Painter" });
  const names = (items: contract.Employee[]) => items.map((person) => person.name);
  const all = await shop.call(contract.listEmployees, { query: { total: true, limit: 3 } });
  expect(names(all.items)).toEqual(["Anna Saar", "Bea Tamm", "Jüri Tamm"]);
  expect(all.total).toBe(8);
  const rest = await shop.call(contract.listEmployees, { query: { cursor: all.nextCursor ?? "" } });
  expect(rest.items).toHaveLength(5);
  expect(names((await shop.call(contract.listEmployees, { query: { q: "paint" } })).items)).toEqual(["Bea Tamm"]);
});

test("who left keeps their history, leaves the pickers, and cannot sign in from the next request on", async () => {
  const { employeeId } = shop.people.advisor;
  const person = await shop.call(contract.getEmployee, { params: { id: employeeId } });
  const { body } = await change(person, { activeUntilOn: daysFromNow(-2) });
  expect(body).toMatchObject({ active: false, user: { disabled: true } });
  expect((await shop.refused(getMe, {}, { as: "advisor" })).code).toBe("unauthenticated");
  const { items } = await shop.call(contract.listEmployees, { query: { active: true } });
  expect(items.map((one) => one.id)).not.toContain(employeeId);
  await expect(mustExist(shop.ctx, employeeId, "responsibleId")).rejects.toMatchObject({
    extra: { errors: [{ field: "responsibleId" }] },
  });
});

test("on the day after the last one the account is disabled by itself, except the last owner's", async () => {
  await run(shop.ctx.db, sql`update employees set active_until_on = ${daysFromNow(0)}`);
  await endLeft(shop.ctx);
  const enabled = async () =>
    (await one<{ n: number }>(shop.ctx.db, sql`select count(*)::int n from users where disabled_at is null`)).n;
  expect(await enabled()).toBe(6);
  await endLeft({ ...shop.ctx, now: () => new Date(api.clock.now().getTime() + 2 * 86_400_000) });
  expect(await enabled()).toBe(1);
});

test("nobody ends the employment of somebody who may do more, nor the last owner's", async () => {
  const owner = await shop.call(contract.getEmployee, { params: { id: shop.people.owner.employeeId } });
  expect((await change(owner, { activeUntilOn: daysFromNow(-1) }, "manager")).body).toMatchObject({
    code: "forbidden",
  });
  expect((await change(owner, { activeUntilOn: daysFromNow(-1) })).body).toMatchObject({
    code: "conflict",
    detail: "Make someone else owner first.",
  });
  expect((await change(owner, { phone: "+372 5555 5555" }, "manager")).status).toBe(200);
});

test("only people nothing refers to can be deleted", async () => {
  const { id } = await add();
  const known = await shop.refused(contract.deleteEmployee, { params: { id: shop.people.mechanic.employeeId } });
  expect(known).toMatchObject({ code: "in_use", usedIn: [{ kind: "user", label: "mechanic" }] });
  await shop.call(contract.deleteEmployee, { params: { id } });
  expect((await shop.refused(contract.getEmployee, { params: { id } })).code).toBe("not_found");
});

test("a stale form, a missing name, an unknown rate and a strange colour are refused with the field", async () => {
  const person = await add();
  await change(person, { note: "Left-handed" });
  expect((await change(person, { note: "Right-handed" })).body).toMatchObject({
    code: "conflict",
    current: { note: "Left-handed" },
  });
  const errors = async (body: object) =>
    (await shop.refused(contract.createEmployee, { body: { ...juri, ...body } })).errors?.map((error) => error.field);
  expect(await errors({ firstName: " " })).toEqual(["firstName"]);
  expect(await errors({ labourRateId: newId() })).toEqual(["labourRateId"]);
  expect(await errors({ colour: "red" })).toEqual(["colour"]);
});

test("a neighbour's person is like a missing one", async () => {
  const neighbour = await api.newShop();
  const theirs = neighbour.people.mechanic.employeeId;
  const foreign = await shop.refused(contract.getEmployee, { params: { id: theirs } });
  const missing = await shop.refused(contract.getEmployee, { params: { id: newId() } });
  expect({ ...foreign, requestId: "" }).toEqual({ ...missing, requestId: "" });
});

test("reading people costs one round trip however many there are, adding one three", async () => {
  await shop.call(contract.listEmployees);
  expect((await shop.answer(contract.listEmployees)).cost).toMatchObject({ statements: 2, roundTrips: 1 });
  expect((await shop.answer(contract.createEmployee, { body: juri })).cost.roundTrips).toBe(3);
});
