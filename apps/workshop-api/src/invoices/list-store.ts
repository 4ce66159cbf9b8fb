import type { Invoice, InvoiceRow, listInvoices } from "@mechanicbuddy/contract/invoices";
import type { Input } from "@mechanicbuddy/contract/route";
import { taxCategories } from "@mechanicbuddy/contract/totals";
import type { Context } from "@mechanicbuddy/platform/context";
import { hot, maybeOne, one, rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import * as search from "../search/search.ts";

/** What follows from payments, credits and dates. `i` is the invoice, `r` its receivable, `t.today` today. */
const state = sql`case
  when r.invoice_id is null or (r.credited_cents > 0 and r.credited_cents = r.total_cents) then 'credited'
  when r.open_cents < 0 then 'overpaid'
  when r.open_cents = 0 then 'paid'
  when r.due_on < t.today then 'overdue'
  when r.paid_cents > 0 or r.credited_cents > 0 then 'partly_paid'
  else 'unpaid' end`;

const columns = sql`i.id, i.number, i.kind, ${state} as state,
  case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as customer,
  case when o.id is not null then json_build_object('id', o.id, 'number', o.number, 'plate', v.plate) end as "workOrder",
  i.issue_on as "issueOn", i.due_on as "dueOn",
  (select max(m.sent_at) from messages m where m.about_kind = 'invoice' and m.about_id = i.id) as "sentAt",
  i.total_cents as "totalCents", coalesce(r.open_cents, 0) as "openCents", i.currency`;

const from = (ctx: Context) => sql`from invoices i
  cross join (select (${ctx.now()}::timestamptz at time zone time_zone)::date as today from settings) t
  left join receivables r on r.invoice_id = i.id
  left join customers c on c.id = customer_now(i.customer_id)
  left join work_orders o on o.id = i.work_order_id
  left join vehicles v on v.id = o.vehicle_id`;

export interface Position {
  issueOn: string;
  id: string;
}

type Filter = Input<typeof listInvoices>["query"];

export function list(ctx: Context, filter: Filter, after: Position | undefined, limit: number): Promise<InvoiceRow[]> {
  const older = after && sql`(i.issue_on, i.id) < (${after.issueOn}::date, ${after.id}::uuid)`;
  const conditions = conditionsOf(ctx, filter);
  const query = sql<InvoiceRow>`select ${columns} ${from(ctx)} where ${all(older ? [older, ...conditions] : conditions)}
    order by i.issue_on desc, i.id desc limit ${limit + 1}`;
  return rows(ctx.db, conditions.length === 0 ? hot(query) : query);
}

/**
 * How many match, at most 10,000, and what they come to. Without a state to look up, totals are read from an index of
 * the invoices, and only what is still open from the receivables.
 */
export function sums(ctx: Context, filter: Filter): Promise<{ n: number; totalCents: number; openCents: number }> {
  const conditions = all(conditionsOf(ctx, filter));
  const counted = sql`least(count(*), 10000)::int as n,
    coalesce(sum(case i.kind when 'credit_note' then -i.total_cents else i.total_cents end), 0)::bigint as "totalCents"`;
  return one(
    ctx.db,
    filter.state === undefined
      ? sql`select ${counted}, (select coalesce(sum(r.open_cents), 0)::bigint
            from receivables r join invoices i on i.id = r.invoice_id
            where r.open_cents <> 0 and ${conditions}) as "openCents"
          from invoices i where ${conditions}`
      : sql`select ${counted}, coalesce(sum(r.open_cents), 0)::bigint as "openCents"
          ${from(ctx)} where ${conditions}`,
  );
}

/** As an array, so that the few open ones are looked up instead of years of paid ones being walked through. */
const isOpen = sql`i.id = any(array(select invoice_id from receivables where open_cents > 0))`;

const byState: Record<NonNullable<Filter["state"]>, RawBuilder<unknown>> = {
  unpaid: isOpen,
  overdue: sql`${isOpen} and r.due_on < t.today`,
  paid: sql`r.open_cents <= 0 and not (r.credited_cents > 0 and r.credited_cents = r.total_cents)`,
  credited: sql`r.credited_cents > 0 and r.credited_cents = r.total_cents`,
};

function conditionsOf(ctx: Context, { state: wished, customerId, from, to, q }: Filter): RawBuilder<unknown>[] {
  const found = search.idsOf(ctx, "invoice", q);
  const conditions: RawBuilder<unknown>[] = [];
  if (wished !== undefined) conditions.push(byState[wished]);
  if (customerId !== undefined) conditions.push(sql`i.customer_id in (select customer_selves(${customerId}))`);
  if (from !== undefined) conditions.push(sql`i.issue_on >= ${from}::date`);
  if (to !== undefined) conditions.push(sql`i.issue_on <= ${to}::date`);
  if (found !== undefined) conditions.push(sql`i.id in ${found}`);
  return conditions;
}

const all = (conditions: readonly RawBuilder<unknown>[]) =>
  conditions.length === 0 ? sql`true` : sql.join([...conditions], sql` and `);

/** VAT groups `x` in the order they are printed in. */
const printed = sql`array_position(${sql.lit(`{${taxCategories.join(",")}}`)}::text[], x.category), x.percent desc`;

/** One document with lines, taxes and payments, in one statement. */
export function find(ctx: Context, id: string): Promise<Invoice | undefined> {
  return maybeOne(
    ctx.db,
    hot(sql<Invoice>`select ${columns}, i.supply_on as "supplyOn", i.price_mode as "priceMode",
        i.net_cents as "netCents", i.vat_cents as "vatCents",
        coalesce(r.paid_cents, 0) as "paidCents", coalesce(r.credited_cents, 0) as "creditedCents",
        i.snapshot ->> 'issuedBy' as "issuedBy", i.reason,
        (select json_build_object('id', k.id, 'number', k.number, 'issueOn', k.issue_on)
          from invoices k where k.id = i.credits) as credits,
        coalesce((select json_agg(json_build_object('id', k.id, 'number', k.number, 'issueOn', k.issue_on,
            'totalCents', k.total_cents, 'reason', k.reason) order by k.seq)
          from invoices k where k.credits = i.id), '[]') as "creditNotes",
        (select json_agg(json_build_object('category', x.category, 'percent', x.percent, 'netCents', x.net_cents,
            'vatCents', x.vat_cents, 'grossCents', x.gross_cents) order by ${printed}) from invoice_taxes x
          where x.invoice_id = i.id) as groups,
        coalesce((select json_agg(json_build_object('category', x.category, 'percent', x.percent, 'netCents', x.net,
            'vatCents', x.vat, 'grossCents', x.gross) order by ${printed})
          from (select x.category, x.percent, sum(x.net_cents) as net, sum(x.vat_cents) as vat, sum(x.gross_cents) as gross
              from invoices k join invoice_taxes x on x.invoice_id = k.id where k.credits = i.id
              group by x.category, x.percent) x), '[]') as "creditedGroups",
        (select json_agg(json_build_object('id', l.id, 'jobTitle', l.job_title, 'description', l.description,
            'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'unitPriceCents', l.unit_price_cents,
            'discountPercent', l.discount_percent, 'category', l.tax_category, 'percent', l.tax_percent,
            'totalCents', l.total_cents, 'netCents', l.net_cents, 'creditedQuantity', trim_scale(k.quantity)::text,
            'creditedCents', k.total, 'creditedNetCents', k.net, 'fromShelf', l.part_id is not null) order by l.position)
          from invoice_lines l cross join lateral (select coalesce(sum(k.quantity), 0) as quantity,
              coalesce(sum(k.total_cents), 0) as total, coalesce(sum(k.net_cents), 0) as net
            from invoice_lines k where k.credits_line = l.id) k
          where l.invoice_id = i.id) as lines,
        coalesce((select json_agg(json_build_object('id', p.id, 'number', p.number, 'direction', p.direction,
            'method', m.name, 'amountCents', p.amount_cents, 'allocatedCents', a.cents, 'receivedOn', p.received_on,
            'reversed', exists (select from payments u where u.reverses = p.id)) order by p.created_at, p.id)
          from (select payment_id, sum(amount_cents) as cents from payment_allocations
            where invoice_id = i.id group by payment_id) a
          join payments p on p.id = a.payment_id join payment_methods m on m.id = p.method_id), '[]') as payments
      ${from(ctx)} where i.id = ${id}`),
  );
}
