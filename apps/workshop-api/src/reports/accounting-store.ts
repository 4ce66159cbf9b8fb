import type { AccountingExport } from "@mechanicbuddy/contract/exports";
import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Period } from "./period.ts";
import type { Sums } from "./store.ts";

type Summary = Omit<AccountingExport, "from" | "to" | "currency">;

const sign = sql`(case i.kind when 'credit_note' then -1 else 1 end)`;

export function summary(ctx: Context, { from, to }: Period): Promise<Summary> {
  return one(
    ctx.db,
    sql<Summary>`select d.*, p.* from
      (select count(*)::int as documents, coalesce(sum(${sign} * i.net_cents), 0)::bigint as "netCents",
          coalesce(sum(${sign} * i.vat_cents), 0)::bigint as "vatCents",
          coalesce(sum(${sign} * i.total_cents), 0)::bigint as "grossCents"
        from invoices i where i.issue_on between ${from}::date and ${to}::date) d,
      (select count(*)::int as payments,
          coalesce(sum(case direction when 'in' then amount_cents else -amount_cents end), 0)::bigint as "receivedCents"
        from payments where received_on between ${from}::date and ${to}::date) p`,
  );
}

export interface BookedInvoice extends Sums {
  number: string;
  kind: string;
  issueOn: string;
  supplyOn: string;
  dueOn: string;
  /** Number of the invoice a credit note corrects. */
  corrects: string | null;
  customer: string | null;
  registrationNo: string | null;
  vatId: string | null;
  orderNumber: string | null;
  openCents: number;
  currency: string;
}

/** Documents as they were issued: buyer and order are those of the paper. Credit notes count below zero. */
export function invoices(ctx: Context, { from, to }: Period): Promise<BookedInvoice[]> {
  return rows(
    ctx.db,
    sql<BookedInvoice>`select i.number, i.kind, i.issue_on::text as "issueOn", i.supply_on::text as "supplyOn",
        i.due_on::text as "dueOn", (select c.number from invoices c where c.id = i.credits) as corrects,
        i.snapshot->'buyer'->>'name' as customer, i.snapshot->'buyer'->>'registrationNo' as "registrationNo",
        i.snapshot->'buyer'->>'vatId' as "vatId", i.snapshot->>'orderNumber' as "orderNumber",
        ${sign} * i.net_cents as "netCents", ${sign} * i.vat_cents as "vatCents", ${sign} * i.total_cents as "grossCents",
        coalesce(r.open_cents, 0) as "openCents", i.currency
      from invoices i left join receivables r on r.invoice_id = i.id
      where i.issue_on between ${from}::date and ${to}::date order by i.issue_on, i.seq`,
  );
}

export interface BookedPayment {
  number: string;
  receivedOn: string;
  direction: "in" | "out";
  method: string;
  amountCents: number;
  roundingCents: number;
  customer: string | null;
  orderNumber: number | null;
  /** Numbers of the invoices it pays, separated by spaces. */
  invoices: string | null;
  reference: string | null;
  /** Number of the payment it undoes or gives money of back. */
  about: string | null;
  reason: string | null;
}

/** Money that changed hands; what was given back counts below zero. */
export function payments(ctx: Context, { from, to }: Period): Promise<BookedPayment[]> {
  return rows(
    ctx.db,
    sql<BookedPayment>`select p.number, p.received_on::text as "receivedOn", p.direction, m.name as method,
        case p.direction when 'in' then p.amount_cents else -p.amount_cents end as "amountCents",
        case p.direction when 'in' then p.rounding_cents else -p.rounding_cents end as "roundingCents",
        c.name as customer, o.number as "orderNumber",
        (select string_agg(distinct i.number, ' ') from payment_allocations a join invoices i on i.id = a.invoice_id
          where a.payment_id = p.id) as invoices,
        p.reference, (select r.number from payments r where r.id = coalesce(p.reverses, p.origin)) as about, p.reason
      from payments p join payment_methods m on m.id = p.method_id
      left join customers c on c.id = p.customer_id left join work_orders o on o.id = p.work_order_id
      where p.received_on between ${from}::date and ${to}::date order by p.received_on, p.id`,
  );
}
