import { sql } from "kysely";

/** What payment `f` settles, as the till sees it: what went out counts below zero. */
export const settles = sql`case f.direction when 'in' then 1 else -1 end * (f.amount_cents - f.rounding_cents)`;
const onInvoices = sql`coalesce((select sum(a.amount_cents) from payment_allocations a where a.payment_id = f.id), 0)`;

/** What is left of incoming payment `p` on no invoice, after everything that was given back of it. */
export const unallocated = sql`(case when p.origin is null then
  (select sum(${settles} - ${onInvoices}) from payments f where f.id = p.id or f.origin = p.id) else 0 end)::bigint`;

/** Whether payment `p` was a deposit and is not kept for its order any more. */
export const isReleased = sql`exists (select from deposit_releases l where l.payment_id = p.id)`;

/** Whether payment `p` is a deposit that waits for the invoice of its order; else what is left of it is credit. */
export const isKept = sql`(p.work_order_id is not null
  and not ${isReleased}
  and (select d.stage from work_orders d where d.id = p.work_order_id) <> 'invoiced')`;
