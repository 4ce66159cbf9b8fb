import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { ChainedInvoice } from "./chain.ts";

/** What issuing depends on beside the order itself. */
export interface Facts {
  today: string;
  /** Number of the order's invoice in force. */
  inForce: string | null;
  issuedBy: string | null;
  customerOpenCents: number;
  unfitRates: string[];
  /** The invoice series as it stands, for the preview. */
  series: { pattern: string; next: number };
}

/** @param supplyOn today unless said */
export function findFacts(ctx: Context, workOrderId: string, supplyOn: string | null): Promise<Facts> {
  return one(
    ctx.db,
    sql<Facts>`select t.today::text as today, invoice_in_force(${workOrderId}) as "inForce",
        (select btrim(e.first_name || ' ' || e.last_name) from users u join employees e on e.id = u.employee_id
          where u.id = ${ctx.actor.userId ?? null}) as "issuedBy",
        (select coalesce(sum(r.open_cents), 0)::bigint from work_orders o
          join receivables r on r.customer_id = o.customer_id
          where o.id = ${workOrderId} and r.open_cents <> 0) as "customerOpenCents",
        (select coalesce(json_agg(distinct r.name), '[]') from jobs j join lines l on l.job_id = j.id
          join tax_rates r on r.id = l.tax_rate_id
          where j.work_order_id = ${workOrderId} and j.billing = 'customer' and j.authorisation in ('draft', 'approved')
            and not coalesce(${supplyOn}::date, t.today) between r.valid_from_on and coalesce(r.valid_until_on, 'infinity')
        ) as "unfitRates",
        (select json_build_object('pattern', s.pattern, 'next', case when s.resets = 'yearly'
            and s.year between 1 and extract(year from t.today) - 1 then 1 else s.next end)
          from number_series s where s.kind = 'invoice' order by s.id limit 1) as series
      from (select (${ctx.now()}::timestamptz at time zone time_zone)::date as today from settings) t`,
  );
}

/** The end of the chain. Locked, so that two documents never claim the same predecessor. */
export interface Head {
  hash: Buffer;
  seq: number;
  /** Day and number of the newest document of the kind. */
  lastOn: string | null;
  lastNumber: string | null;
}

export function lockChain(ctx: Context, kind: "invoice" | "credit_note" = "invoice"): Promise<Head> {
  return one(
    ctx.db,
    sql<Head>`select h.hash, h.seq, last.issue_on as "lastOn", last.number as "lastNumber"
      from chain_heads h
      left join lateral (select i.issue_on, i.number from invoices i where i.kind = ${kind}
        order by i.issue_on desc, i.id desc limit 1) last on true
      where h.name = 'invoices' for update of h`,
  );
}

/** What one unit of each line cost, once its parts are out of the shelf. */
export async function costsOf(ctx: Context, workOrderId: string): Promise<Map<string, number | null>> {
  const found = await rows(
    ctx.db,
    sql<{ id: string; costCents: number | null }>`select l.id, l.cost_cents as "costCents"
      from jobs j join lines l on l.job_id = j.id where j.work_order_id = ${workOrderId}`,
  );
  return new Map(found.map(({ id, costCents }) => [id, costCents]));
}

export interface NewInvoice {
  row: ChainedInvoice;
  pdfFileId: string;
  prevHash: Buffer;
  hash: Buffer;
}

/** The document with its lines and taxes, and the chain's new end, in one statement. */
export function insert(ctx: Context, { row, pdfFileId, prevHash, hash }: NewInvoice): Promise<number> {
  const { issuedAt, issuedBy } = row;
  return run(
    ctx.db,
    sql`with document as (
        insert into invoices (id, kind, credits, reason, series_id, year, n, number, work_order_id, customer_id, issued_at,
          issue_on, supply_on, due_on, currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot,
          pdf_file_id, pdf_sha256, xml_sha256, seq, prev_hash, hash, created_at, created_by)
        values (${row.id}, ${row.kind}, ${row.credits}, ${row.reason}, ${row.seriesId}, ${row.year}, ${row.n},
          ${row.number}, ${row.workOrderId}, ${row.customerId}, ${issuedAt}, ${row.issueOn}, ${row.supplyOn}, ${row.dueOn},
          ${row.currency}, ${row.language}, ${row.priceMode}, ${row.netCents}, ${row.vatCents}, ${row.totalCents},
          ${JSON.stringify(row.snapshot)}::jsonb, ${pdfFileId}, ${Buffer.from(row.pdfSha256, "hex")},
          ${row.xmlSha256 === null ? null : Buffer.from(row.xmlSha256, "hex")}, ${row.seq}, ${prevHash}, ${hash},
          ${issuedAt}, ${issuedBy})
      ), line as (
        insert into invoice_lines (id, invoice_id, position, credits_line, line_id, job_title, kind, code, description,
          quantity, unit, unit_price_cents, discount_percent, tax_category, tax_percent, total_cents, net_cents,
          cost_cents, part_id, employee_id, created_at, created_by)
        select x.id, ${row.id}::uuid, x.position, x."creditsLine", x."lineId", x."jobTitle", x.kind, x.code, x.description,
          x.quantity, x.unit, x."unitPriceCents", x."discountPercent", x."taxCategory", x."taxPercent", x."totalCents",
          x."netCents", x."costCents", x."partId", x."employeeId", ${issuedAt}::timestamptz, ${issuedBy}::uuid
        from jsonb_to_recordset(${JSON.stringify(row.lines)}::jsonb) as x (id uuid, position int, "creditsLine" uuid,
          "lineId" uuid, "jobTitle" text, kind text, code text, description text, quantity numeric, unit text,
          "unitPriceCents" bigint, "discountPercent" numeric, "taxCategory" text, "taxPercent" numeric,
          "totalCents" bigint, "netCents" bigint, "costCents" bigint, "partId" uuid, "employeeId" uuid)
      ), tax as (
        insert into invoice_taxes (id, invoice_id, category, percent, reason, net_cents, vat_cents, gross_cents,
          created_at, created_by)
        select x.id, ${row.id}::uuid, x.category, x.percent, x.reason, x."netCents", x."vatCents", x."grossCents",
          ${issuedAt}::timestamptz, ${issuedBy}::uuid
        from jsonb_to_recordset(${JSON.stringify(row.taxes)}::jsonb) as x (id uuid, category text, percent numeric,
          reason text, "netCents" bigint, "vatCents" bigint, "grossCents" bigint)
      )
      update chain_heads set hash = ${hash}, seq = ${row.seq} where name = 'invoices'`,
  );
}

/** The order's invoice in force. */
export function findInForce(ctx: Context, workOrderId: string): Promise<{ id: string; number: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{
      id: string;
      number: string;
    }>`select id, number from invoices where number = invoice_in_force(${workOrderId})`,
  );
}

export async function exists(ctx: Context, id: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select from invoices where id = ${id}`)) !== undefined;
}

/** Where a document's PDF lies, and what it must be. */
export interface StoredPdf {
  number: string;
  fileId: string;
  sha256: Buffer;
}

export function findPdf(ctx: Context, id: string): Promise<StoredPdf | undefined> {
  return maybeOne(
    ctx.db,
    sql<StoredPdf>`select number, pdf_file_id as "fileId", pdf_sha256 as sha256 from invoices where id = ${id}`,
  );
}
