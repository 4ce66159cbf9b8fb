import type { Input } from "@mechanicbuddy/contract/route";
import * as contract from "@mechanicbuddy/contract/work-orders";
import type { Context } from "@mechanicbuddy/platform/context";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../../database.ts";

/** What of a test's workshop is needed here. */
interface Workshop {
  ctx: Context;
  call(
    route: typeof contract.intake,
    input: { body: Input<typeof contract.intake>["body"] },
  ): Promise<contract.WorkOrder>;
}

/** Marika Kask's Golf as the counter takes it in for the first time. */
export const marika = { kind: "private", firstName: "Marika", lastName: "Kask", phone: "+372 5555 0199" } as const;
export const golf = { plate: "482 KTR", make: "VW", model: "Golf VII", modelYear: 2016 };

/** A car on the yard: the order of a new customer with a new vehicle. */
export function visit(shop: Workshop, order: { concern?: string; promisedAt?: string; odometerIn?: number } = {}) {
  return shop.call(contract.intake, { body: { customer: marika, vehicle: golf, order } });
}

/** A part on the shelf, written directly: what the parts feature does with it is its own test. */
export async function shelve(
  shop: Workshop,
  given: {
    code?: string;
    priceCents?: number | null;
    onHand?: number;
    valueCents?: number;
    priceMode?: "net" | "gross";
  } = {},
): Promise<string> {
  const { code = "HU6013Z", priceCents = 1335, onHand = 15, valueCents = 8250, priceMode = "gross" } = given;
  const { ctx } = shop;
  const id = newId();
  const [storage] = await rows<{ id: string }>(ctx.db, sql`select id from storages limit 1`);
  const storage_id = storage?.id as string;
  const part = { id, code, name: "Oil filter", price_mode: priceMode, sale_price_cents: priceCents, storage_id };
  await run(ctx.db, db.insertInto("parts").values(part));
  await run(
    ctx.db,
    db.insertInto("part_stock").values({ part_id: id, on_hand: String(onHand), value_cents: valueCents }),
  );
  await run(ctx.db, db.insertInto("stock_levels").values({ part_id: id, storage_id, on_hand: String(onHand) }));
  return id;
}

/** What the shelf holds of a part, and what is held back of it. */
export async function shelf(
  shop: Workshop,
  partId: string,
): Promise<{ onHand: number; reserved: number; valueCents: number }> {
  const [stock] = await rows<{ onHand: number; reserved: number; valueCents: number }>(
    shop.ctx.db,
    sql`select on_hand::float8 as "onHand", reserved::float8 as reserved, value_cents as "valueCents"
      from part_stock where part_id = ${partId}`,
  );
  if (stock === undefined) throw new Error("This part was never on the shelf");
  return stock;
}

/** "Oil service" of 1.5 hours and one filter, canned. */
export async function canOilService(
  shop: Workshop,
  partId: string,
  fixedPriceCents: number | null = null,
): Promise<string> {
  const id = newId();
  const job = { id, code: "OIL", title: "Oil service", category: "Service", price_mode: "gross" as const };
  await run(shop.ctx.db, db.insertInto("canned_jobs").values({ ...job, fixed_price_cents: fixedPriceCents }));
  const line = (position: number) => ({ id: newId(), canned_job_id: id, position });
  await run(
    shop.ctx.db,
    db.insertInto("canned_lines").values([
      { ...line(1), kind: "labour", description: "Oil and filter change", quantity: "1.5", unit: "HUR" },
      { ...line(2), kind: "part", description: "Oil filter", quantity: "1", unit: "C62", part_id: partId },
    ]),
  );
  return id;
}
