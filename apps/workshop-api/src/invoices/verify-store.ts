import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { ChainedInvoice } from "./chain.ts";

/** The place of a document in the chain; hashes are hexadecimal. */
interface Place {
  seq: number;
  number: string;
  prevHash: string;
  hash: string;
}

/** A stored document with its place in the chain. */
export interface Link extends Place {
  row: ChainedInvoice;
  /** Hash of the file the document points to. */
  fileSha256: string;
}

/** What is left of a document whose retention is over. */
export interface PurgedLink extends Place {
  row: null;
}

export async function linksAfter(ctx: Context, seq: number, limit: number): Promise<(Link | PurgedLink)[]> {
  return rows(
    ctx.db,
    sql<
      Link | PurgedLink
    >`select i.seq, i.number, encode(i.prev_hash, 'hex') as "prevHash", encode(i.hash, 'hex') as hash,
        encode(f.sha256, 'hex') as "fileSha256",
        json_build_object('id', i.id, 'seq', i.seq, 'kind', i.kind, 'credits', i.credits, 'reason', i.reason,
          'seriesId', i.series_id, 'year', i.year, 'n', i.n, 'number', i.number, 'workOrderId', i.work_order_id,
          'customerId', i.customer_id,
          'issuedAt', to_char(i.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'issueOn', i.issue_on, 'supplyOn', i.supply_on, 'dueOn', i.due_on, 'currency', i.currency,
          'language', i.language, 'priceMode', i.price_mode, 'netCents', i.net_cents, 'vatCents', i.vat_cents,
          'totalCents', i.total_cents, 'snapshot', i.snapshot, 'pdfSha256', encode(i.pdf_sha256, 'hex'),
          'xmlSha256', encode(i.xml_sha256, 'hex'), 'issuedBy', i.created_by,
          'lines', (select coalesce(json_agg(json_build_object('id', l.id, 'position', l.position,
              'creditsLine', l.credits_line, 'lineId', l.line_id, 'jobTitle', l.job_title, 'kind', l.kind, 'code', l.code,
              'description', l.description, 'quantity', trim_scale(l.quantity)::text, 'unit', l.unit,
              'unitPriceCents', l.unit_price_cents, 'discountPercent', l.discount_percent,
              'taxCategory', l.tax_category, 'taxPercent', l.tax_percent, 'totalCents', l.total_cents,
              'netCents', l.net_cents, 'costCents', l.cost_cents, 'partId', l.part_id, 'employeeId', l.employee_id)
              order by l.position), '[]') from invoice_lines l where l.invoice_id = i.id),
          'taxes', (select coalesce(json_agg(json_build_object('id', x.id, 'category', x.category, 'percent', x.percent,
              'reason', x.reason, 'netCents', x.net_cents, 'vatCents', x.vat_cents, 'grossCents', x.gross_cents)
              order by x.id), '[]') from invoice_taxes x where x.invoice_id = i.id)) as row
      from invoices i join files f on f.id = i.pdf_file_id
      where i.seq > ${seq}
      union all select p.seq, p.number, encode(p.prev_hash, 'hex'), encode(p.hash, 'hex'), null, null
      from purged_documents p where p.seq > ${seq}
      order by seq limit ${limit}`,
  );
}

export function findHead(ctx: Context): Promise<{ seq: number; hash: string }> {
  return one(
    ctx.db,
    sql<{
      seq: number;
      hash: string;
    }>`select seq, encode(hash, 'hex') as hash from chain_heads where name = 'invoices'`,
  );
}

/** A number that does not follow the one before it. */
export interface Gap {
  number: string;
  n: number;
  /** The count before; 0 at the beginning of a year. */
  before: number;
}

/** Counts that were skipped, unless somebody raised the series to the number that followed: that is in the audit log. */
export function gaps(ctx: Context): Promise<Gap[]> {
  return rows(
    ctx.db,
    sql<Gap>`select g.number, g.n, g.before from (
        select number, n, series_id, coalesce(lag(n) over (partition by series_id, year order by n), 0) as before
        from (select number, n, series_id, year from invoices
          union all select number, n, series_id, year from purged_documents) issued) g
      where g.n <> g.before + 1 and not exists (select from audit_entries a
        where a.entity_kind = 'number_series' and a.entity_id = g.series_id and (a.after ->> 'next')::int = g.n)
        and not exists (select from raised_series r where r.series_id = g.series_id and r.next = g.n)
      order by g.number limit 100`,
  );
}

/** Invoices whose open sum is not what documents and payments make it. */
export function differences(ctx: Context): Promise<{ number: string }[]> {
  return rows(
    ctx.db,
    sql<{ number: string }>`select i.number from invoices i
      left join receivables r on r.invoice_id = i.id
      left join (select invoice_id, sum(amount_cents) as cents from payment_allocations group by invoice_id) a
        on a.invoice_id = i.id
      left join (select credits, sum(total_cents) as cents from invoices where kind = 'credit_note' group by credits) c
        on c.credits = i.id
      where case when i.kind = 'credit_note' then r.invoice_id is not null
        else r.invoice_id is null or r.total_cents <> i.total_cents or r.due_on <> i.due_on
          or r.customer_id is distinct from customer_now(i.customer_id)
          or r.paid_cents <> coalesce(a.cents, 0) or r.credited_cents <> coalesce(c.cents, 0) end
      order by i.seq limit 100`,
  );
}
