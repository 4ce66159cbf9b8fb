import { type Invoice, issueInvoice } from "@mechanicbuddy/contract/invoices";
import type { Input } from "@mechanicbuddy/contract/route";
import { pdfPages } from "@mechanicbuddy/documents/pdf-text";
import type { Context } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../../database.ts";
import { type GivenJob, type GivenOrder, type OpenOrder, openOrder } from "../../estimates/testing/order.ts";
import type { Opening } from "../../opening/opening.ts";
import { daysAfter } from "../../printing/printing.ts";
import { localDay } from "../../testing/days.ts";
import { getPdf } from "../invoices.ts";

/** What of a test's workshop is needed here. */
interface Workshop {
  ctx: Context;
  people: { owner: { userId: string; employeeId: string } };
  call(route: typeof issueInvoice, input: Input<typeof issueInvoice>): Promise<Invoice>;
}

/** 26.97 gross: three bulbs at 9.99, ten per cent off. */
export const bulbs: GivenJob = {
  title: "Headlight bulbs",
  lines: [{ description: "Bulb H7", quantity: "3", unitPriceCents: 999, discountPercent: 10 }],
};

/** A shop with 20 % VAT whose company data is complete, so that it may issue invoices. */
export async function fiscalShop<Shop extends { ctx: Context }>(
  api: { newShop(opening: Partial<Opening>): Promise<Shop> },
  opening: Partial<Opening> = {},
): Promise<Shop> {
  const taxRates = [{ code: "20", name: "VAT 20 %", percent: 20, category: "S" as const }];
  const shop = await api.newShop({ taxRates, ...opening });
  await run(
    shop.ctx.db,
    sql`update requisites set registration_no = '12345678', vat_id = 'EE123456789', street = 'Sadama 7', city = 'Tallinn',
      accounts = '[{"iban": "EE382200221020145685", "bic": "HABAEE2X", "bank": "Swedbank"}]'`,
  );
  return shop;
}

/** An order that was started and can be invoiced: three bulbs unless said otherwise. */
export async function readyOrder(shop: Workshop, given: GivenOrder = {}): Promise<OpenOrder> {
  const order = await openOrder(shop, { jobs: [bulbs], ...given });
  await run(shop.ctx.db, sql`update work_orders set stage = 'order', started_at = now() where id = ${order.id}`);
  for (const { partId, description } of given.jobs?.flatMap((job) => job.lines ?? []) ?? []) {
    if (partId) await takeFromShelf(shop, order, partId, description ?? "");
  }
  return order;
}

/** The line is a part of the catalogue. */
async function takeFromShelf(shop: Workshop, order: OpenOrder, partId: string, description: string): Promise<void> {
  await run(
    shop.ctx.db,
    sql`update lines set part_id = ${partId} where description = ${description}
      and job_id = any(${order.jobs}::uuid[])`,
  );
}

export function issue(
  shop: Workshop,
  order: { id: string },
  body: Input<typeof issueInvoice>["body"] = {},
): Promise<Invoice> {
  return shop.call(issueInvoice, { params: { id: order.id }, query: {}, body });
}

/** What the customer reads on the PDF. */
export async function paperOf({ ctx }: Pick<Workshop, "ctx">, { id }: { id: string }): Promise<string> {
  const { bytes } = await getPdf(ctx, id);
  return pdfPages(bytes).join("\n");
}

/** A part with so many on the shelf, each worth 5.50. */
export async function stockedPart(shop: Workshop, onHand: number): Promise<string> {
  const id = newId();
  const { ctx } = shop;
  const storage = sql`(select id from storages limit 1)`;
  await run(
    ctx.db,
    db.insertInto("parts").values({ id, code: `F-${id.slice(-6)}`, name: "Oil filter", price_mode: "gross" }),
  );
  const value = onHand * 550;
  await run(
    ctx.db,
    sql`insert into part_stock (part_id, on_hand, value_cents, last_cost_cents) values (${id}, ${onHand}, ${value}, 550)`,
  );
  await run(ctx.db, sql`insert into stock_levels (part_id, storage_id, on_hand) values (${id}, ${storage}, ${onHand})`);
  await run(
    ctx.db,
    sql`insert into stock_moves (id, part_id, storage_id, kind, quantity, value_cents)
      values (${newId()}, ${id}, ${storage}, 'opening', ${onHand}, ${value})`,
  );
  return id;
}

/** The shop at another moment: sessions end with the database's own clock, so operations are called directly. */
export function at(shop: Workshop, moment: string): Context {
  const actor = { kind: "user", role: "owner", ...shop.people.owner } as const;
  return { ...shop.ctx, actor, now: () => new Date(moment) };
}

/** Today on the workshop's wall, or a day around it. */
export function day(api: { clock: { now: () => Date } }, offset = 0): string {
  const today = localDay(api.clock.now());
  return daysAfter(today, offset);
}

/** Id of a payment method by its kind. */
export async function methodOf(shop: Workshop, kind: string): Promise<string> {
  const { rows } = await shop.ctx.db.run<{ id: string }>({
    text: "select id from payment_methods where kind = $1",
    values: [kind],
  });
  return rows[0]?.id as string;
}
