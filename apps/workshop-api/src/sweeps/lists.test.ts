import type { Route } from "@mechanicbuddy/contract/route";
import { openApi } from "@mechanicbuddy/platform/http/openapi";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { furnish } from "../testing/furnish.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
let ids: Map<string, string>;

beforeAll(async () => {
  api = await openTestApi();
  shop = await api.newShop();
  ids = await furnish(shop);
}, 60_000);
afterAll(() => api.close());

const lists = () =>
  api.app.routes.filter(
    ({ method, reply }) =>
      method === "GET" && Object.hasOwn((reply[200] as { properties?: object }).properties ?? {}, "nextCursor"),
  );
const idFor = ({ path }: Route) => ids.get([...ids.keys()].find((prefix) => path.startsWith(`${prefix}:id`)) ?? "");
const csv = { headers: { accept: "text/csv" } };

async function tableOf(route: Route, as: "owner" | "mechanic" = "owner", query: object = {}) {
  const params = { id: idFor(route) } as never;
  const { status, body, headers } = await shop.answer(route, { params, query: query as never }, { as, ...csv });
  const text =
    status === 200 ? new TextDecoder("utf-8", { ignoreBOM: true }).decode(body as unknown as Uint8Array) : "";
  return { status, headers, text, rows: parse(text, { bom: true, columns: true }) as Record<string, string>[] };
}

test("every list comes as a table that spreadsheets open, with as many rows as the list has", async () => {
  expect(lists().length).toBeGreaterThan(12);
  for (const route of lists()) {
    const { status, headers, text, rows } = await tableOf(route);
    const name = `${route.method} ${route.path}`;
    expect([name, status, headers["content-type"]]).toEqual([name, 200, "text/csv; charset=utf-8"]);
    expect(headers["content-disposition"]).toMatch(/^attachment; filename\*=UTF-8''[a-z-]+\.csv$/);
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const params = { id: idFor(route) } as never;
    const { items } = (await shop.call(route, { params, query: { limit: 100 } as never })) as { items: unknown[] };
    expect([name, rows.length]).toEqual([name, items.length]);
  }
});

test("whoever may not see a list gets no table of it, and nobody gets fields that the list hides from them", async () => {
  for (const route of lists()) {
    const params = { id: idFor(route) } as never;
    const list = await shop.answer(route, { params }, { as: "mechanic" });
    const table = await tableOf(route, "mechanic");
    expect([route.path, table.status]).toEqual([route.path, list.status]);
  }
  const parts = lists().find(({ path }) => path === "/api/parts") as Route;
  expect((await tableOf(parts)).rows.some((row) => row["Sale price"] !== "")).toBe(true);
  expect((await tableOf(parts, "mechanic")).rows.every((row) => row["Sale price"] === "")).toBe(true);
});

test("a table holds the whole list under the same filters, and no cell of it is run as a formula", async () => {
  const customers = lists().find(({ path }) => path === "/api/customers") as Route;
  const create = api.app.routes.find(({ method, path }) => method === "POST" && path === "/api/customers") as Route;
  const named = (lastName: string) => ({ kind: "private", firstName: "Formula", lastName });
  for (let n = 0; n < 120; n += 1) {
    await shop.call(create, { body: { ...named(n === 0 ? "=HYPERLINK(1)" : `Number${n}`), acceptWarnings } as never });
  }
  const { rows } = await tableOf(customers, "owner", { q: "Formula", limit: 5 });
  expect(rows).toHaveLength(120);
  expect(new Set(rows.map(({ Id }) => Id)).size).toBe(120);
  const first = Object.values(rows.find((row) => Object.values(row).join().includes("HYPERLINK")) ?? {});
  expect(first.filter((cell) => /^[=+@]/.test(cell))).toEqual([]);
  expect((await tableOf(customers, "owner", { q: "nobody of this name" })).rows).toEqual([]);
}, 30_000);

const acceptWarnings = ["duplicate_customer"];

test("the documentation names the table beside the list", () => {
  const { paths } = openApi("Workshop", "1", api.app.routes) as {
    paths: Record<string, { get?: { responses: { 200: { content: object } } } }>;
  };
  for (const { path } of lists()) {
    const content = paths[path.replace(/:([A-Za-z]+)/g, "{$1}")]?.get?.responses[200].content ?? {};
    expect([path, Object.keys(content)]).toEqual([path, ["application/json", "text/csv"]]);
  }
});
