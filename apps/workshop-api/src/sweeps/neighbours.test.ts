import * as parts from "@mechanicbuddy/contract/parts";
import type { Route } from "@mechanicbuddy/contract/route";
import * as workOrders from "@mechanicbuddy/contract/work-orders";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { newId } from "@mechanicbuddy/platform/id";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isForPeople } from "../testing/contract-routes.ts";
import { furnish } from "../testing/furnish.ts";
import { sampleOf } from "../testing/sample.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
let neighbour: Shop;
/** An id of the neighbour for each address that takes one: `/api/customers/` → a customer of theirs. */
let theirs: Map<string, string>;

beforeAll(async () => {
  api = await openTestApi();
  [shop, neighbour] = [await api.newShop(), await api.newShop()];
  theirs = await furnish(neighbour);
}, 60_000);
afterAll(() => api.close());

const withId = () => api.app.routes.filter((route) => route.path.includes(":id") && isForPeople(route));
const name = (route: Route) => `${route.method} ${route.path}`;

/** Everything the answer says, without what differs between any two requests. */
function comparable(answer: { status: number; body: unknown }): string {
  const { requestId: _, ...rest } = answer.body as Record<string, unknown>;
  return JSON.stringify([answer.status, rest]);
}

/** One hash over all rows of a workshop. */
async function contentOf(shop: Shop): Promise<string> {
  return withClient(api.ground.owner, async (client) => {
    const schema = `tenant_${shop.id}`;
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = $1",
      [schema],
    );
    const hashes = [];
    for (const { name } of tables.rows.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const { rows } = await client.query(
        `select md5(string_agg(t::text, '|' order by t::text)) as hash from "${schema}".${name} t`,
      );
      hashes.push(`${name}:${rows[0]?.hash}`);
    }
    return hashes.join("\n");
  });
}

test("every address that takes an id is known to this sweep", () => {
  const unknown = withId().filter((route) => ![...theirs.keys()].some((prefix) => route.path.startsWith(prefix)));
  expect(unknown.map(name)).toEqual([]);
  expect([...theirs].filter(([, id]) => id === "")).toEqual([]);
});

test("a neighbour's thing answers on every route exactly like one that never existed, and stays as it is", async () => {
  const before = await contentOf(neighbour);
  const wrong: string[] = [];
  for (const route of withId()) {
    const prefix = [...theirs.keys()].find((one) => route.path.startsWith(one)) as string;
    const body = route.body === undefined ? {} : { body: sampleOf(route.body) as never };
    const call = (id: string) => shop.answer(route, { params: { id } as never, ...body });
    const [foreign, missing] = [await call(theirs.get(prefix) as string), await call(newId())];
    const same = comparable(foreign) === comparable(missing);
    // 422 where the body's own ids, which belong to nobody either, are looked at first.
    if (![404, 422].includes(foreign.status) || !same)
      wrong.push(`${name(route)}: ${comparable(foreign)} / ${comparable(missing)}`);
  }
  expect(wrong).toEqual([]);
  expect(await contentOf(neighbour)).toBe(before);
}, 120_000);

test("a neighbour's id in the body of a request refers to nothing", async () => {
  const order = await shop.call(workOrders.createWorkOrder, { body: {} });
  const refused = [
    await shop.answer(workOrders.createWorkOrder, { body: { customerId: theirs.get("/api/customers/") as string } }),
    await shop.answer(workOrders.createWorkOrder, { body: { vehicleId: theirs.get("/api/vehicles/") as string } }),
    await shop.answer(workOrders.moveWorkOrder, {
      params: { id: order.id },
      body: { statusId: theirs.get("/api/board-statuses/") as string },
    }),
    await shop.answer(workOrders.addJob, {
      params: { id: order.id },
      body: { cannedJobId: theirs.get("/api/canned-jobs/") as string },
    }),
    await shop.answer(parts.receiveStock, {
      body: { items: [{ partId: theirs.get("/api/parts/") as string, quantity: "1" }] },
    }),
  ];
  expect(refused.map(({ status }) => status).filter((status) => status !== 422 && status !== 404)).toEqual([]);
});
