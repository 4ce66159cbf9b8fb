import type { Debtor } from "@mechanicbuddy/contract/payments";
import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

/** What is open on an invoice that nobody else can pay until the transaction ends. */
export interface Open {
  invoiceId: string;
  number: string;
  currency: string;
  customerId: string | null;
  openCents: number;
}

/** Locks what is open on these invoices, always in the same order. Credit notes have nothing open and are not among them. */
export function lock(ctx: Context, invoiceIds: readonly string[]): Promise<Open[]> {
  return rows(
    ctx.db,
    sql<Open>`select r.invoice_id as "invoiceId", i.number, i.currency, r.customer_id as "customerId",
        r.open_cents as "openCents"
      from receivables r join invoices i on i.id = r.invoice_id
      where r.invoice_id = any(${[...invoiceIds]}::uuid[]) order by r.invoice_id for update of r`,
  );
}

export interface NewReceivable {
  invoiceId: string;
  customerId: string | null;
  dueOn: string;
  totalCents: number;
}

export function insert(ctx: Context, receivable: NewReceivable): Promise<number> {
  return run(
    ctx.db,
    sql`insert into receivables (invoice_id, customer_id, due_on, total_cents)
      values (${receivable.invoiceId}, ${receivable.customerId}, ${receivable.dueOn}, ${receivable.totalCents})`,
  );
}

/** Takes a credit note off what is open, and answers with what is open then; below zero when more was paid. */
export async function credit(ctx: Context, invoiceId: string, cents: number): Promise<number> {
  const { openCents } = await one(
    ctx.db,
    sql<{ openCents: number }>`update receivables set credited_cents = credited_cents + ${cents}
      where invoice_id = ${invoiceId} returning open_cents as "openCents"`,
  );
  return openCents;
}

/** What payments have on an invoice, in the order they came; a payment counts with all that was given back of it. */
export function shares(ctx: Context, invoiceId: string): Promise<{ paymentId: string; cents: number }[]> {
  return rows(
    ctx.db,
    sql<{ paymentId: string; cents: number }>`select coalesce(p.origin, p.id) as "paymentId",
        sum(a.amount_cents)::bigint as cents
      from payment_allocations a join payments p on p.id = a.payment_id
      where a.invoice_id = ${invoiceId} group by 1 having sum(a.amount_cents) > 0 order by min(a.id::text)`,
  );
}

/** Open invoices by customer: whoever is overdue longest first, then by what is due next. */
export function debtors(ctx: Context): Promise<Debtor[]> {
  return rows(
    ctx.db,
    sql<Debtor>`select
        (select json_build_object('id', c.id, 'name', c.name) from customers c where c.id = d.customer_id) as customer,
        d."openCents", d."overdueCents", d."oldestDueOn", d.invoices
      from (select r.customer_id, sum(r.open_cents)::bigint as "openCents",
            coalesce(sum(r.open_cents) filter (where r.due_on < t.today), 0)::bigint as "overdueCents",
            min(r.due_on) as "oldestDueOn", count(*)::int as invoices
          from receivables r
          cross join (select (${ctx.now()}::timestamptz at time zone time_zone)::date as today from settings) t
          where r.open_cents > 0 group by r.customer_id) d
      order by d."oldestDueOn", d."openCents" desc, d.customer_id`,
  );
}
