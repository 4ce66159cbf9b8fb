import * as contract from "@mechanicbuddy/contract/work-orders";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

let number = 0;
/** An order in the first column, put there directly so that this test stands on the board alone. */
async function orderIn(of: Shop, promisedAt?: string): Promise<string> {
  const id = newId();
  await run(
    of.ctx.db,
    sql`insert into work_orders (id, number, location_id, source, price_mode, currency, board_status_id, promised_at, created_at)
      select ${id}, ${++number}, l.id, 'counter', 'gross', 'EUR', s.id, ${promisedAt ?? null}::timestamptz, ${api.clock.now()}::timestamptz
      from locations l, board_statuses s where s.position = 1`,
  );
  return id;
}
const columns = async () => (await shop.call(contract.listBoardStatuses)).items;
const column = async (name: string) => {
  const found = (await columns()).find((status) => status.name === name);
  if (found === undefined) throw new Error(`No column ${name}`);
  return found;
};
const cards = async (name: string) =>
  (await shop.call(contract.getBoard)).columns.find((each) => each.name === name)?.cards ?? [];

test("a new workshop's board has its eight columns and no cars", async () => {
  const { body, cost } = await shop.answer(contract.getBoard);
  expect(body.columns.map(({ name }) => name)).toEqual([
    "Checked in",
    "Diagnosis",
    "Waiting for approval",
    "Waiting for parts",
    "In work",
    "Final check",
    "Ready",
    "Gone",
  ]);
  expect(cost.roundTrips).toBe(1);
});

test("a mechanic moves a card anywhere; the move is recorded and can be taken back", async () => {
  const id = await orderIn(shop);
  const ready = await column("Ready");
  const { body, cost } = await shop.answer(
    contract.moveWorkOrder,
    { params: { id }, body: { statusId: ready.id } },
    { as: "mechanic" },
  );
  expect(body.boardStatus).toMatchObject({ name: "Ready", category: "ready" });
  expect(cost.roundTrips).toBe(2);
  expect((await cards("Ready")).map((card) => card.id)).toEqual([id]);
  await shop.call(contract.moveWorkOrder, { params: { id }, body: { statusId: body.fromStatusId } });
  expect((await cards("Checked in")).map((card) => card.id)).toEqual([id]);
  const { items } = await shop.call(contract.listTimeline, { params: { id } });
  expect(items.filter(({ kind }) => kind === "moved").map(({ detail, subject }) => `${detail} → ${subject}`)).toEqual([
    "Ready → Checked in",
    "Checked in → Ready",
  ]);
  expect(items.at(-1)).toMatchObject({ kind: "opened" });
});

test("moving a car to where it stands changes nothing and records nothing", async () => {
  const id = await orderIn(shop);
  const { id: statusId } = await column("Checked in");
  await shop.call(contract.moveWorkOrder, { params: { id }, body: { statusId } });
  const { items } = await shop.call(contract.listTimeline, { params: { id } });
  expect(items.map(({ kind }) => kind)).toEqual(["opened"]);
});

test("a card whose promise has passed is late until the car is ready", async () => {
  const hour = 3_600_000;
  const now = api.clock.now().getTime();
  const late = await orderIn(shop, new Date(now - hour).toISOString());
  const later = await orderIn(shop, new Date(now + hour).toISOString());
  expect((await cards("Checked in")).map(({ id, late }) => [id, late])).toEqual([
    [late, true],
    [later, false],
  ]);
  await shop.call(contract.moveWorkOrder, { params: { id: late }, body: { statusId: (await column("Ready")).id } });
  expect((await cards("Ready"))[0]?.late).toBe(false);
});

test("a neighbour's order cannot be moved, nor ours into a neighbour's column", async () => {
  const neighbour = await api.newShop();
  const foreign = await orderIn(neighbour);
  const { id: statusId } = await column("Ready");
  const refused = await shop.refused(contract.moveWorkOrder, { params: { id: foreign }, body: { statusId } });
  expect(refused).toMatchObject({ status: 404, detail: "It may have been deleted." });
  const id = await orderIn(shop);
  const foreignColumn = (await neighbour.call(contract.listBoardStatuses)).items[3]?.id as string;
  const wrong = await shop.refused(contract.moveWorkOrder, { params: { id }, body: { statusId: foreignColumn } });
  expect(wrong.errors?.[0]?.field).toBe("statusId");
});

test("columns can be added, renamed and put in another order", async () => {
  const added = await shop.call(contract.createBoardStatus, {
    body: { name: "Test drive", category: "working", colour: "#112233" },
  });
  expect(added.position).toBe(9);
  const moved = await shop.call(contract.updateBoardStatus, {
    params: { id: added.id },
    body: { version: added.version, name: "Road test", position: 2 },
  });
  expect(moved).toMatchObject({ name: "Road test", position: 2 });
  expect((await columns()).map(({ name }) => name).slice(0, 3)).toEqual(["Checked in", "Road test", "Diagnosis"]);
  const stale = await shop.refused(contract.updateBoardStatus, {
    params: { id: added.id },
    body: { version: added.version, name: "Trial" },
  });
  expect(stale).toMatchObject({ code: "conflict", current: { name: "Road test" } });
});

test("a column with cars in it is not archived, and says which; an empty one is, and can come back", async () => {
  const id = await orderIn(shop);
  const first = await column("Checked in");
  const archive = (archived: boolean, status: { id: string; version: number }) => ({
    params: { id: status.id },
    body: { version: status.version, archived },
  });
  const refused = await shop.refused(contract.updateBoardStatus, archive(true, first));
  expect(refused).toMatchObject({ code: "in_use", usedIn: [{ kind: "work_order", id }] });
  const gone = await shop.call(contract.updateBoardStatus, archive(true, await column("Gone")));
  expect(gone.archivedAt).not.toBeNull();
  expect((await shop.call(contract.getBoard)).columns.map(({ name }) => name)).not.toContain("Gone");
  const wrong = await shop.refused(contract.moveWorkOrder, { params: { id }, body: { statusId: gone.id } });
  expect(wrong.code).toBe("invalid");
  expect((await shop.call(contract.updateBoardStatus, archive(false, gone))).archivedAt).toBeNull();
});

test("one column is looked up by itself", async () => {
  const ready = await column("Ready");
  expect(await shop.call(contract.getBoardStatus, { params: { id: ready.id } }, { as: "mechanic" })).toEqual(ready);
});

test("a column no car ever stood in can be deleted, another only archived", async () => {
  const id = await orderIn(shop);
  const diagnosis = await column("Diagnosis");
  await shop.call(contract.moveWorkOrder, { params: { id }, body: { statusId: diagnosis.id } });
  await shop.call(contract.deleteBoardStatus, { params: { id: (await column("Gone")).id } });
  const refused = await shop.refused(contract.deleteBoardStatus, { params: { id: (await column("Checked in")).id } });
  expect(refused).toMatchObject({ code: "in_use", detail: "Cars stood in this column. Archive it instead." });
});

test("a mechanic sees the board without a single price", async () => {
  await orderIn(shop);
  const board = await shop.call(contract.getBoard, {}, { as: "mechanic" });
  expect(JSON.stringify(board)).not.toMatch(/cents|price|discount|margin/i);
});
