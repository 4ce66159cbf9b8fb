import { holds, type Permission, type Role, roles } from "@mechanicbuddy/contract/permission";
import type { Route } from "@mechanicbuddy/contract/route";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isForPeople } from "../testing/contract-routes.ts";
import { furnish } from "../testing/furnish.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

interface Schema {
  "x-permission"?: Permission;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/** One cell: what one role sees of one field in one route's reply. */
interface Cell {
  field: string;
  role: Role;
  shown: boolean;
  expected: boolean;
}

let api: TestApi;
let shop: Shop;
let ids: Map<string, string>;

beforeAll(async () => {
  api = await openTestApi();
  shop = await api.newShop();
  ids = await furnish(shop);
}, 60_000);
afterAll(() => api.close());

const reads = () => api.app.routes.filter((route) => route.method === "GET" && isForPeople(route));
const name = (route: Route) => `${route.method} ${route.path}`;

function idFor(route: Route): string {
  return ids.get([...ids.keys()].find((prefix) => route.path.startsWith(`${prefix}:id`)) ?? "") ?? "";
}

/** What the role is answered; `undefined` when it is refused or the answer is no JSON. */
async function replyOf(route: Route, role: Role): Promise<unknown> {
  const params = route.path.includes("/:") ? { params: { id: idFor(route), code: "4011558000000" } as never } : {};
  const required = (route.query as { required?: string[] } | undefined)?.required ?? [];
  const known = { q: "482 KTR", workOrderId: ids.get("/api/work-orders/") };
  const wanted = Object.entries(known).filter(([key]) => required.includes(key));
  const query = wanted.length > 0 ? { query: Object.fromEntries(wanted) as never } : {};
  const { status, body } = await shop.answer(route, { ...params, ...query }, { as: role });
  return status === 200 && typeof body === "object" && !(body instanceof Uint8Array) ? body : undefined;
}

/** Walks a reply along its schema and notes for every guarded field whether it is there. */
function cellsOf(schema: Schema, value: unknown, path: string, role: Role, found: Cell[]): void {
  for (const one of schema.anyOf ?? []) cellsOf(one, value, path, role, found);
  if (Array.isArray(value) && schema.items !== undefined) {
    for (const item of value) cellsOf(schema.items, item, `${path}[]`, role, found);
    return;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const inside = (value as Record<string, unknown>)[key];
    const permission = property["x-permission"];
    const field = `${path}.${key}`;
    if (permission !== undefined) {
      found.push({ field, role, shown: inside !== undefined, expected: holds(role, permission) });
    }
    if (inside !== undefined) cellsOf(property, inside, field, role, found);
  }
}

/** Every guarded field of a reply, whether the workshop of this test has one or not. */
function guardedIn(schema: Schema, path: string): string[] {
  const inside = Object.entries(schema.properties ?? {}).flatMap(([key, property]) => [
    ...(property["x-permission"] === undefined ? [] : [`${path}.${key}`]),
    ...guardedIn(property, `${path}.${key}`),
  ]);
  const items = schema.items === undefined ? [] : guardedIn(schema.items, `${path}[]`);
  return [...inside, ...items, ...(schema.anyOf ?? []).flatMap((one) => guardedIn(one, path))];
}

test("every role sees exactly the fields it holds the permission for, in every reply that has them", async () => {
  const cells: Cell[] = [];
  const guarded: string[] = [];
  for (const route of reads()) {
    const schema = route.reply[200] as Schema | undefined;
    if (schema === undefined || "binary" in schema) continue;
    guarded.push(...guardedIn(schema, name(route)));
    for (const role of roles) {
      const reply = await replyOf(route, role);
      if (reply !== undefined) cellsOf(schema, reply, name(route), role, cells);
    }
  }
  const wrong = cells
    .filter(({ shown, expected }) => shown !== expected)
    .map(({ field, role, shown }) => `${field} is ${shown ? "shown to" : "hidden from"} the ${role}`);
  expect([...new Set(wrong)]).toEqual([]);
  const reached = new Set(cells.map(({ field }) => field));
  expect(guarded.filter((field) => !reached.has(field))).toEqual([]);
}, 60_000);

/** What a mechanic may know: what a setting demands, not what anything costs. */
const harmless = ["approvalAboveCents", "creditLimitCents", "workshop.priceMode"];
const isHarmless = (path: string) => harmless.some((field) => path.endsWith(`.${field}`));

test("no reply a mechanic can get has a price, a cost or a margin", async () => {
  const leaks: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    for (const [key, inside] of Object.entries(value)) {
      if (/cents$|price|margin/i.test(key) && inside !== null && !isHarmless(`${path}.${key}`)) {
        leaks.push(`${path}.${key}`);
      }
      walk(inside, `${path}.${key}`);
    }
  };
  for (const route of reads()) walk(await replyOf(route, "mechanic"), name(route));
  expect([...new Set(leaks)]).toEqual([]);
}, 60_000);
