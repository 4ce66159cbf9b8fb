import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as customers from "../customers/customers.ts";
import { findAlike } from "../customers/store.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import * as readings from "../vehicles/readings.ts";
import { findNamesakes } from "../vehicles/store.ts";
import * as vehicles from "../vehicles/vehicles.ts";
import * as search from "./search.ts";
import { fillWorkshop, plansOf } from "./testing/plans.ts";

let api: TestApi;
let ctx: Context;
let someone: { id: string; car: string };

beforeAll(async () => {
  api = await openTestApi();
  const shop = await api.newShop();
  ctx = { ...shop.ctx, actor: { kind: "user", role: "owner", userId: shop.people.owner.userId } };
  await fillWorkshop(api.ground, shop.id);
  const found = await maybeOne(
    ctx.db,
    sql<{ id: string; car: string }>`select customer_id as id, vehicle_id as car from ownerships limit 1`,
  );
  someone = found as { id: string; car: string };
}, 180_000);
afterAll(() => api.close());

/** Everything that may hold more than 1,000 rows here. */
const large = /Seq Scan on (search_|customer|vehicles|ownerships|due_items|odometer_readings)/;

test.each([
  ["a plate", "123 abc", ["search_entries_text"]],
  ["a phone", "5 000 1234", ["search_entries_text"]],
  ["two words", "mari ka", ["search_entries_text"]],
  ["three common letters", "mar", ["search_entries_text"]],
  ["two letters", "ma", ["search_entries_keys", "search_heads_2"]],
  ["one letter", "m", ["search_entries_keys", "search_heads_1"]],
])("searching %s among 20,000 customers goes by index", async (_, q, indexes) => {
  const plans = await plansOf(ctx, (ctx) => search.find(ctx, { q }));
  expect(plans).toHaveLength(1);
  for (const index of indexes) expect(plans[0]).toContain(index);
  expect(plans[0]).not.toMatch(large);
});

test("names with a typo are looked up by index, and only when nothing else was found", async () => {
  const plans = await plansOf(ctx, (ctx) => search.find(ctx, { q: "karvvesoja" }));
  expect(plans).toHaveLength(2);
  expect(plans[1]).not.toMatch(large);
  const heads = await ctx.db.run<{ "QUERY PLAN": string }>({
    text: "explain select entity_id from search_heads h where 'karvvesoja' <% h.head and h.kind = 'customer'",
    values: [],
  });
  expect(heads.rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("search_heads_typo");
});

test.each<[string, string, (ctx: Context) => Promise<unknown>]>([
  ["customers by name", "customers_name", (ctx) => customers.list(ctx, {})],
  ["customers by word", "search_entries_text", (ctx) => customers.list(ctx, { q: "karve" })],
  ["customers by letter", "customers_name", (ctx) => customers.list(ctx, { q: "k" })],
  ["a customer's cars", "ownerships_customer", (ctx) => customers.vehiclesOf(ctx, someone.id)],
  ["cars by age", "vehicles_created", (ctx) => vehicles.list(ctx, {})],
  ["cars by plate", "search_entries_text", (ctx) => vehicles.list(ctx, { q: "123 ABC" })],
  ["cars of a customer", "ownerships_customer", (ctx) => vehicles.list(ctx, { customerId: someone.id })],
  ["cars of a rare make", "vehicles_make", (ctx) => vehicles.list(ctx, { make: "Tatra" })],
  ["cars that fall due", "due_items_next", (ctx) => vehicles.list(ctx, { dueBefore: "2024-09-15" })],
  ["used makes", "vehicles_make", (ctx) => vehicles.makes(ctx)],
  ["a car", "ownerships_one_open_owner", (ctx) => vehicles.get(ctx, someone.car)],
  ["readings of a car", "odometer_readings_vehicle", (ctx) => readings.readings(ctx, someone.car)],
  ["cars with this plate", "vehicles_plate", (ctx) => findNamesakes(ctx, someone.car, { plate: "123ABC", vin: null })],
  [
    "a car with this VIN",
    "vehicles_vin",
    (ctx) => findNamesakes(ctx, someone.car, { plate: null, vin: "WVWZZZ1KZ6W000123" }),
  ],
])("%s: the index %s is used and no large table is read through", async (_, index, work) => {
  const plans = (await plansOf(ctx, work)).join("\n");
  expect(plans).toContain(index);
  expect(plans).not.toMatch(large);
});

test("duplicates are looked for by four indexes at once", async () => {
  const traits = {
    phoneKeys: ["+37250000001"],
    emails: ["customer1@example.com"],
    registrationNo: "12345678",
    name: "Mari Kask",
    postalCode: "10123",
  };
  const plans = (await plansOf(ctx, (ctx) => findAlike(ctx, someone.id, traits))).join("\n");
  for (const index of ["phone", "emails_address", "registration", "postal_code"]) {
    expect(plans).toContain(`customer${index.startsWith("emails") ? "_" : "s_"}${index}`);
  }
  expect(plans).not.toMatch(large);
});
