import type { Context } from "@mechanicbuddy/platform/context";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getBoard } from "../board/board.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { list } from "./list.ts";
import { lookUp } from "./look-up.ts";
import { fillYears, genericPlans } from "./testing/years.ts";
import { timeline } from "./timeline.ts";
import { documentOf, getWorkOrder } from "./work-orders.ts";

let api: TestApi;
let ctx: Context;
let some: { id: string; customerId: string; vehicleId: string; mechanicId: string; cursor: string };

beforeAll(async () => {
  api = await openTestApi();
  const shop = await api.newShop();
  ctx = { ...shop.ctx, actor: { kind: "user", role: "owner", userId: shop.people.owner.userId } };
  await fillYears(api.ground, shop.id);
  some = await one(
    ctx.db,
    sql<typeof some>`select id, customer_id as "customerId", vehicle_id as "vehicleId",
      (select employee_id from job_mechanics limit 1) as "mechanicId" from work_orders where number = 5000`,
  );
  some.cursor = (await list(ctx, { limit: 100 })).nextCursor as string;
}, 120_000);
afterAll(() => api.close());

/** Every table that holds more than 1,000 rows here. */
const throughAll =
  /Seq Scan on (work_orders|jobs|lines|board_moves|job_mechanics|customers|vehicles|ownerships|search_)/;

test.each<[string, string, (ctx: Context) => Promise<unknown>]>([
  ["all orders", "work_orders_created", (ctx) => list(ctx, {})],
  ["the next page of all orders", "work_orders_created", (ctx) => list(ctx, { cursor: some.cursor })],
  ["open orders", "work_orders_stage", (ctx) => list(ctx, { view: "open" })],
  ["invoiced orders", "work_orders_stage", (ctx) => list(ctx, { view: "invoiced" })],
  [
    "the next page of invoiced orders",
    "work_orders_stage",
    (ctx) => list(ctx, { view: "invoiced", cursor: some.cursor }),
  ],
  ["ready orders", "work_orders_stage", (ctx) => list(ctx, { view: "ready" })],
  ["late promises", "work_orders_stage", (ctx) => list(ctx, { view: "overdue" })],
  ["orders of a customer", "work_orders_customer", (ctx) => list(ctx, { customerId: some.customerId })],
  ["orders of a vehicle", "work_orders_vehicle", (ctx) => list(ctx, { vehicleId: some.vehicleId })],
  ["orders found by words", "search_entries_text", (ctx) => list(ctx, { q: "kask77" })],
  ["the board", "work_orders_board", (ctx) => getBoard(ctx)],
  ["a mechanic's board", "work_orders_board", (ctx) => getBoard(ctx, some.mechanicId)],
  ["one order", "jobs_work_order", (ctx) => getWorkOrder(ctx, some.id)],
  ["a document", "lines_job", (ctx) => documentOf(ctx, some.id)],
  ["the history of an order", "board_moves_work_order", (ctx) => timeline(ctx, some.id)],
  ["what a plate finds", "vehicles_plate", (ctx) => lookUp(ctx, "ABC77")],
])("%s: %s is used and no large table is read through", async (_, index, work) => {
  const plans = await genericPlans(ctx, work);
  expect(plans).toContain(index);
  expect(plans).not.toMatch(throughAll);
});

test("a full page of open orders comes back in the order of the list", async () => {
  const { items, nextCursor } = await list(ctx, { view: "open", limit: 100 });
  expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
  expect(nextCursor).not.toBeNull();
});
