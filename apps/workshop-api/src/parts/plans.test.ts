import type { Context } from "@mechanicbuddy/platform/context";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { plansOf } from "../search/testing/plans.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import * as parts from "./parts.ts";

let api: TestApi;
let ctx: Context;
let partId: string;
let shelf: string;

/** 20,000 parts in two storages, each delivered twice, every fiftieth below its reorder point. */
beforeAll(async () => {
  api = await openTestApi();
  const shop = await api.newShop();
  ctx = { ...shop.ctx, actor: { kind: "user", role: "owner", userId: shop.people.owner.userId } };
  await withClient(api.ground.owner, async (client) => {
    await client.query(`set search_path = "tenant_${shop.id}", extensions`);
    await client.query(`
      insert into storages (id, name, location_id) select gen_random_uuid(), 'Shelf B', id from locations`);
    await client.query(`
      insert into parts (id, code, name, price_mode, sale_price_cents, reorder_point)
        select gen_random_uuid(), 'C' || n, 'Part ' || n, 'gross', n, case when n % 50 = 0 then 5 end
        from generate_series(1, 20000) n;
      insert into part_barcodes (id, part_id, code) select gen_random_uuid(), id, '40' || code from parts;
      insert into part_stock (part_id, on_hand, value_cents) select id, 2, 200 from parts;
      insert into stock_levels (part_id, storage_id, on_hand)
        select p.id, s.id, 2 from parts p join storages s on (s.name = 'Shelf B') = (p.code like '%7');
      insert into stock_moves (id, part_id, storage_id, kind, quantity, value_cents)
        select gen_random_uuid(), part_id, storage_id, 'receipt', 1, 100 from stock_levels, generate_series(1, 2)`);
    await client.query("analyze");
  });
  const found = sql<{ id: string; shelf: string }>`select p.id, s.id as shelf from parts p, storages s
    where p.code = 'C777' and s.name = 'Shelf B'`;
  ({ id: partId, shelf } = await one(ctx.db, found));
}, 120_000);
afterAll(() => api.close());

test.each<[string, string, (ctx: Context) => Promise<unknown>]>([
  ["the list by name", "parts_name", (ctx) => parts.list(ctx, {})],
  ["what is below its reorder point", "parts_reorder", (ctx) => parts.low(ctx)],
  ["one part", "parts_pkey", (ctx) => parts.get(ctx, partId)],
  ["a part by its barcode", "part_barcodes_code_key", (ctx) => parts.findByCode(ctx, "40C777")],
  ["the parts of a storage", "parts_name", (ctx) => parts.list(ctx, { storageId: shelf })],
  ["the ledger of a part", "stock_moves_part", (ctx) => parts.moves(ctx, partId, {})],
])("among 20,000 parts %s is found by index", async (_, index, work) => {
  const plans = (await plansOf(ctx, work)).join("\n");
  expect(plans).toContain(index);
  expect(plans).not.toMatch(/Seq Scan on (parts|part_|stock_)/);
});
