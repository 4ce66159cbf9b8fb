import type { Context } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import * as files from "../../files/files.ts";

/** An order with one line and its invoice, as rows: settings only ask whether documents exist, not how they came about. */
export async function issueInvoice(
  ctx: Context,
  {
    number,
    n,
    taxRateId,
    supplyOn = "2026-03-01",
  }: { number: string; n: number; taxRateId?: string; supplyOn?: string },
): Promise<void> {
  const [orderId, jobId] = [newId(), newId()];
  const pdf = await files.store(ctx, {
    bytes: Buffer.from(number),
    mediaType: "application/pdf",
    name: `${number}.pdf`,
  });
  await run(
    ctx.db,
    sql`insert into work_orders (id, number, location_id, source, price_mode, currency, board_status_id)
      select ${orderId}, ${n}, l.id, 'counter', 'gross', 'EUR', b.id from locations l, board_statuses b limit 1`,
  );
  await run(
    ctx.db,
    sql`insert into jobs (id, work_order_id, position, title, content_hash)
      values (${jobId}, ${orderId}, 1, 'Oil service', sha256('x'))`,
  );
  await run(
    ctx.db,
    sql`insert into lines (id, job_id, position, kind, description, quantity, unit, unit_price_cents, tax_rate_id)
      select gen_random_uuid(), ${jobId}, 1, 'labour', 'Work', 1, 'HUR', 100,
        coalesce(${taxRateId ?? null}::uuid, (select id from tax_rates where is_default))`,
  );
  await run(
    ctx.db,
    sql`insert into invoices (id, kind, series_id, year, n, number, work_order_id, issued_at, issue_on, supply_on, due_on,
        currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot, pdf_file_id, pdf_sha256, seq,
        prev_hash, hash)
      select gen_random_uuid(), 'invoice', id, extract(year from ${supplyOn}::date)::integer, ${n}, ${number}, ${orderId}, now(), ${supplyOn}::date, ${supplyOn}::date,
        ${supplyOn}::date, 'EUR', 'en', 'gross', 81, 19, 100, '{}', ${pdf.id}, sha256('x'), ${n}, sha256('x'), sha256('x')
      from number_series where kind = 'invoice'`,
  );
}
