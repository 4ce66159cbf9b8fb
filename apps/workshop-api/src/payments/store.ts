import type { CashStep } from "@mechanicbuddy/contract/money";
import type { listPayments, Payment } from "@mechanicbuddy/contract/payments";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { type RawBuilder, sql } from "kysely";
import type { Allocation, Direction, Method, Share } from "./payment.ts";
import { isKept, isReleased, settles, unallocated } from "./rest.ts";

/**
 * Whoever writes payments waits here for whoever writes them already: rows of the ledger are never changed, so they
 * cannot be locked themselves. The receipt's number, which every payment takes, is locked by this anyway.
 */
export function lockLedger(ctx: Context): Promise<number> {
  return run(ctx.db, sql`select from number_series where kind = 'receipt' order by id for update`);
}

/** What taking money depends on beside the invoices. */
export interface Till {
  today: string;
  currency: string;
  cashStep: CashStep;
  method: Method | null;
  /** The customer asked for; null when there is none of that id. */
  customerId: string | null;
}

export function findTill(ctx: Context, methodId: string | null, customerId: string | null): Promise<Till> {
  return one(
    ctx.db,
    sql<Till>`select (${ctx.now()}::timestamptz at time zone s.time_zone)::date::text as today, s.currency,
        s.cash_rounding_cents as "cashStep", c.id as "customerId",
        case when m.id is not null then
          json_build_object('id', m.id, 'name', m.name, 'kind', m.kind, 'active', m.active) end as method
      from settings s
      left join payment_methods m on m.id = ${methodId}
      left join customers c on c.id = customer_now(${customerId})`,
  );
}

export function listMethods(ctx: Context): Promise<Method[]> {
  return rows(ctx.db, sql<Method>`select id, name, kind, active from payment_methods order by position, id`);
}

const columns = sql`p.id, p.number, p.direction,
  json_build_object('id', m.id, 'name', m.name, 'kind', m.kind) as method,
  p.amount_cents as "amountCents", p.rounding_cents as "roundingCents", p.received_on as "receivedOn", p.reference,
  case when c.id is not null then json_build_object('id', c.id, 'name', c.name) end as customer,
  case when o.id is not null then json_build_object('id', o.id, 'number', o.number) end as "workOrder",
  coalesce((select json_agg(json_build_object('invoiceId', i.id, 'number', i.number, 'amountCents', a.amount_cents)
      order by a.created_at, a.id)
    from payment_allocations a join invoices i on i.id = a.invoice_id where a.payment_id = p.id), '[]') as allocations,
  ${unallocated} as "unallocatedCents", p.origin is null and ${isKept} and ${unallocated} > 0 as held,
  (select r.number from payments r where r.reverses = p.id) as "reversedBy",
  (select r.number from payments r where r.id = p.reverses) as reverses,
  case when p.direction = 'out' and p.reverses is null then
    (select r.number from payments r where r.id = p.origin) end as refunds,
  p.reason, p.created_at as "createdAt"`;

const from = sql`from payments p
  join payment_methods m on m.id = p.method_id
  left join customers c on c.id = customer_now(p.customer_id)
  left join work_orders o on o.id = p.work_order_id`;

export function find(ctx: Context, id: string): Promise<Payment | undefined> {
  return maybeOne(ctx.db, sql<Payment>`select ${columns} ${from} where p.id = ${id}`);
}

export interface Position {
  receivedOn: string;
  id: string;
}

type Filter = Input<typeof listPayments>["query"];

export function list(ctx: Context, filter: Filter, after: Position | undefined, limit: number): Promise<Payment[]> {
  const older = after && sql`(p.received_on, p.id) < (${after.receivedOn}::date, ${after.id}::uuid)`;
  return rows(
    ctx.db,
    sql<Payment>`select ${columns} ${from} where ${matching(filter, older)}
      order by p.received_on desc, p.id desc limit ${limit + 1}`,
  );
}

export async function count(ctx: Context, filter: Filter): Promise<number> {
  const { n } = await one(
    ctx.db,
    sql<{ n: number }>`select count(*)::int as n from (select ${from} where ${matching(filter)} limit 10000) counted`,
  );
  return n;
}

function matching(filter: Filter, older?: RawBuilder<unknown>): RawBuilder<unknown> {
  const { customerId, invoiceId, workOrderId, unallocated: free, from, to, q } = filter;
  const all = [sql`true`];
  if (older !== undefined) all.push(older);
  if (customerId !== undefined) all.push(sql`p.customer_id in (select customer_selves(${customerId}))`);
  if (workOrderId !== undefined) all.push(sql`p.work_order_id = ${workOrderId}`);
  if (invoiceId !== undefined) {
    all.push(sql`p.id in (select payment_id from payment_allocations where invoice_id = ${invoiceId})`);
  }
  if (from !== undefined) all.push(sql`p.received_on >= ${from}::date`);
  if (to !== undefined) all.push(sql`p.received_on <= ${to}::date`);
  if (free === true) all.push(sql`p.id in (${withRest})`);
  if (free === false) all.push(sql`p.id not in (${withRest})`);
  if (q !== undefined && q.trim() !== "") {
    const like = `%${q.trim().replace(/[\\%_]/g, "\\$&")}%`;
    all.push(sql`(p.number ilike ${like} or p.reference ilike ${like} or c.name ilike ${like})`);
  }
  return sql.join(all, sql` and `);
}

/** Ids of incoming payments by what is left of them. One pass over the ledger; `unallocated` would look each one up. */
const paymentsWhoseRest = (condition: RawBuilder<unknown>) => sql`select coalesce(f.origin, f.id) from payments f
  left join (select payment_id, sum(amount_cents) as cents from payment_allocations group by payment_id) a
    on a.payment_id = f.id
  group by 1 having sum(${settles} - coalesce(a.cents, 0)) ${condition}`;
const withRest = paymentsWhoseRest(sql`> 0`);

/** A payment with everything that was given back of it: what reversing and refunding decide by. */
export interface Ledger {
  id: string;
  number: string;
  direction: Direction;
  methodId: string;
  amountCents: number;
  roundingCents: number;
  customerId: string | null;
  workOrderId: string | null;
  reverses: string | null;
  origin: string | null;
  reversedBy: string | null;
  /** A deposit that waits for the invoice of its order. */
  isKept: boolean;
  /** A refund of this payment that stands. */
  refundedBy: string | null;
  /** What came in less what was given back. */
  leftCents: number;
  unallocatedCents: number;
  /** What invoices got by this row alone. */
  allocations: Allocation[];
  /** What invoices still have of the payment, in the order they got it. */
  shares: Share[];
}

export function findLedger(ctx: Context, id: string): Promise<Ledger | undefined> {
  return maybeOne(
    ctx.db,
    sql<Ledger>`select p.id, p.number, p.direction, p.method_id as "methodId", p.amount_cents as "amountCents",
        p.rounding_cents as "roundingCents", customer_now(p.customer_id) as "customerId", p.work_order_id as "workOrderId",
        p.reverses, p.origin, ${unallocated} as "unallocatedCents",
        ${isKept} as "isKept",
        (select r.number from payments r where r.reverses = p.id) as "reversedBy",
        (select r.number from payments r where r.origin = p.id and r.direction = 'out' and r.reverses is null
          and not exists (select from payments u where u.reverses = r.id) order by r.id limit 1) as "refundedBy",
        (select sum(${settles}) from payments f where f.id = p.id or f.origin = p.id)::bigint as "leftCents",
        coalesce((select json_agg(json_build_object('invoiceId', a.invoice_id, 'amountCents', a.amount_cents) order by a.id)
          from payment_allocations a where a.payment_id = p.id), '[]') as allocations,
        coalesce((select json_agg(json_build_object('invoiceId', s.invoice_id, 'cents', s.cents, 'openCents', r.open_cents)
            order by s.first)
          from (select a.invoice_id, sum(a.amount_cents) as cents, min(a.id::text) as first
              from payment_allocations a join payments f on f.id = a.payment_id
              where f.id = p.id or f.origin = p.id group by a.invoice_id) s
          join receivables r on r.invoice_id = s.invoice_id where s.cents > 0), '[]') as shares
      from payments p where p.id = ${id}`,
  );
}

export interface NewPayment {
  direction: Direction;
  methodId: string;
  amountCents: number;
  roundingCents: number;
  receivedOn: string;
  reference?: string | null;
  customerId: string | null;
  workOrderId?: string | null;
  reverses?: string;
  origin?: string;
  reason?: string;
  allocations: readonly Allocation[];
}

/** A row of the ledger with its allocations, and what they change on the invoices, in one statement. */
export function insert(ctx: Context, id: string, number: string, payment: NewPayment): Promise<number> {
  const by = ctx.actor.userId ?? null;
  return run(
    ctx.db,
    sql`with p as (
        insert into payments (id, number, direction, method_id, amount_cents, rounding_cents, received_on, reference,
          customer_id, work_order_id, reverses, origin, reason, created_at, created_by)
        values (${id}, ${number}, ${payment.direction}, ${payment.methodId}, ${payment.amountCents},
          ${payment.roundingCents}, ${payment.receivedOn}, ${payment.reference ?? null}, ${payment.customerId},
          ${payment.workOrderId ?? null}, ${payment.reverses ?? null}, ${payment.origin ?? null},
          ${payment.reason ?? null}, ${ctx.now()}, ${by}::uuid)
      ) ${allocating(
        ctx,
        payment.allocations.map((allocation) => ({ ...allocation, paymentId: id })),
      )}`,
  );
}

/** Puts money that came in before on invoices. */
export function allocate(ctx: Context, allocations: readonly (Allocation & { paymentId: string })[]): Promise<number> {
  return run(ctx.db, sql`with p as (select) ${allocating(ctx, allocations)}`);
}

function allocating(ctx: Context, allocations: readonly (Allocation & { paymentId: string })[]) {
  const json = JSON.stringify(allocations.map((allocation) => ({ id: newId(), ...allocation })));
  return sql`, a as (
      insert into payment_allocations (id, payment_id, invoice_id, amount_cents, created_at, created_by)
      select id, "paymentId", "invoiceId", "amountCents", ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid
      from jsonb_to_recordset(${json}::jsonb)
        as x (id uuid, "paymentId" uuid, "invoiceId" uuid, "amountCents" bigint)
      returning invoice_id, amount_cents
    )
    update receivables r set paid_cents = r.paid_cents + s.cents
    from (select invoice_id, sum(amount_cents) as cents from a group by invoice_id) s where r.invoice_id = s.invoice_id`;
}

/** Money kept for an order until its invoice, and money of its customer that is kept for nothing. */
export interface Funds {
  depositCents: number;
  creditCents: number;
}

export function findFunds(ctx: Context, workOrderId: string): Promise<Funds> {
  return one(
    ctx.db,
    sql<Funds>`select coalesce(sum(f.rest) filter (where f.kept), 0)::bigint as "depositCents",
        coalesce(sum(f.rest) filter (where not f.kept), 0)::bigint as "creditCents"
      from (select ${unallocated} as rest, ${isKept} as kept from work_orders o
          cross join lateral (select * from payments where work_order_id = o.id
            union all select * from payments where customer_id in (select customer_selves(o.customer_id))
              and work_order_id is distinct from o.id) p
          where o.id = ${workOrderId} and p.origin is null
            and (case when ${isKept} then p.work_order_id = o.id
              else customer_now(p.customer_id) = o.customer_id end)) f`,
  );
}

/** Deposits of an order with something left, the oldest first. */
export function listDeposits(ctx: Context, workOrderId: string): Promise<{ id: string; unallocatedCents: number }[]> {
  return rows(
    ctx.db,
    sql<{ id: string; unallocatedCents: number }>`
      select d.* from (select p.id, ${unallocated} as "unallocatedCents" from payments p
        where p.work_order_id = ${workOrderId} and p.origin is null and not ${isReleased}) d
      where d."unallocatedCents" > 0 order by d.id`,
  );
}

export async function findWorkOrderOf(
  ctx: Context,
  paymentId: string,
): Promise<{ workOrderId: string | null } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ workOrderId: string | null }>`select work_order_id as "workOrderId" from payments where id = ${paymentId}`,
  );
}

/**
 * Money on no invoice: deposits that wait and customers' credit. The sum over the ledger, not over payments: no payment has
 * less than nothing left.
 */
export async function unallocatedSum(ctx: Context): Promise<number> {
  const { cents } = await one<{ cents: number }>(
    ctx.db,
    sql`select (coalesce((select sum(${settles}) from payments f), 0)
      - coalesce((select sum(amount_cents) from payment_allocations), 0))::bigint as cents`,
  );
  return cents;
}

export function overdrawn(ctx: Context): Promise<{ number: string }[]> {
  return rows(
    ctx.db,
    sql<{ number: string }>`select p.number from payments p where p.id in (${paymentsWhoseRest(sql`< 0`)})
      order by p.id limit 100`,
  );
}
