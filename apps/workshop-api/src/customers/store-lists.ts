import type {
  CustomerBalance,
  CustomerMessage,
  CustomerRow,
  CustomerVehicle,
  CustomerVisit,
  DuplicatePair,
} from "@mechanicbuddy/contract/customers";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";

const CARS_SHOWN = 10;
const PAIRS_SHOWN = 100;
/** Nobody reads beyond: the page says "10,000+". */
const COUNTED = 10_000;

export interface Filter {
  ids?: RawBuilder<unknown> | undefined;
  kind?: CustomerRow["kind"] | undefined;
  archived?: boolean | undefined;
  balance?: "open" | undefined;
  care?: boolean | undefined;
}

/** Sort values of the last customer shown. */
export interface Position {
  name: string;
  id: string;
}

interface Page<P> {
  after: P | undefined;
  limit: number;
}

function conditions({ ids, kind, archived = false, balance, care }: Filter): RawBuilder<unknown>[] {
  const all = [sql`c.merged_into is null`, archived ? sql`c.archived_at is not null` : sql`c.archived_at is null`];
  if (ids !== undefined) all.push(sql`c.id in ${ids}`);
  if (kind !== undefined) all.push(sql`c.kind = ${kind}`);
  if (care !== undefined) all.push(sql`c.handle_with_care = ${care}`);
  if (balance === "open") {
    all.push(sql`exists (select from receivables r where r.customer_id = c.id and r.open_cents > 0)`);
  }
  return all;
}

/** One row more than asked for, which tells that there is a next page. Cars and sums are looked up for these rows only. */
export function page(ctx: Context, filter: Filter, { after, limit }: Page<Position>): Promise<CustomerRow[]> {
  const where = conditions(filter);
  if (after !== undefined) where.push(sql`(c.name, c.id) > (${after.name}, ${after.id}::uuid)`);
  const contacts = sql`, c.phone,
    (select e.address::text from customer_emails e where e.customer_id = c.id and e.is_primary) as email`;
  const open = sql`, (select coalesce(sum(r.open_cents), 0)::bigint from receivables r
    where r.customer_id = c.id and r.open_cents <> 0) as "openCents"`;
  return rows<CustomerRow>(
    ctx.db,
    sql`select c.id, c.name, c.kind, c.handle_with_care as "handleWithCare", c.cash_only as "cashOnly",
        c.archived_at as "archivedAt",
        (select coalesce(json_agg(json_build_object('id', v.id, 'plate', v.plate, 'label', v.label)), '[]') from (
          select v.id, v.plate, v.label from ownerships o join vehicles v on v.id = o.vehicle_id
          where o.customer_id = c.id and o.until_on is null and o.relation = 'owner' and v.archived_at is null
          order by v.label, v.id limit ${CARS_SHOWN}) v) as vehicles,
        (select w.created_at from work_orders w where w.customer_id = c.id and w.stage <> 'cancelled'
          order by w.created_at desc limit 1) as "lastVisitAt"
        ${may(ctx, "contacts.read") ? contacts : sql``} ${may(ctx, "invoices.read") ? open : sql``}
      from (select c.id, c.name, c.kind, c.handle_with_care, c.cash_only, c.archived_at, c.phone from customers c
        where ${sql.join(where, sql` and `)} order by c.name, c.id limit ${limit + 1}) c
      order by c.name, c.id`,
  );
}

export async function count(ctx: Context, filter: Filter): Promise<number> {
  const { total } = await one<{ total: number }>(
    ctx.db,
    sql`select count(*)::int as total from (
      select from customers c where ${sql.join(conditions(filter), sql` and `)} limit ${COUNTED}) counted`,
  );
  return total;
}

export function vehiclesOf(ctx: Context, id: string): Promise<CustomerVehicle[]> {
  return rows<CustomerVehicle>(
    ctx.db,
    sql`select v.id, v.plate, v.label,
        (select w.created_at from work_orders w where w.vehicle_id = v.id and w.customer_id = o.customer_id
          and w.stage <> 'cancelled' order by w.created_at desc limit 1) as "lastVisitAt",
        (select json_build_object('title', d.title, 'on', d.next_due_on) from due_items d
          where d.vehicle_id = v.id and d.next_due_on is not null order by d.next_due_on, d.id limit 1) as "nextDue"
      from ownerships o join vehicles v on v.id = o.vehicle_id
      where o.customer_id = customer_now(${id}) and o.until_on is null and o.relation = 'owner' and v.archived_at is null
      order by "lastVisitAt" desc nulls last, v.label, v.id limit 500`,
  );
}

export function messagesOf(ctx: Context, id: string): Promise<CustomerMessage[]> {
  return rows<CustomerMessage>(
    ctx.db,
    sql`select m.id, m.created_at as at, m.subject, m.status
        ${may(ctx, "contacts.read") ? sql`, m.recipients as to` : sql``}
      from messages m where m.customer_id = customer_now(${id}) and m.direction = 'out'
      order by m.created_at desc, m.id desc limit 100`,
  );
}

export interface VisitPosition {
  at: string;
  id: string;
}

/** `position` is the moment to the microsecond; what JavaScript keeps of it would skip orders of one import. */
export function visitsOf(
  ctx: Context,
  id: string,
  { after, limit }: Page<VisitPosition>,
): Promise<(CustomerVisit & { position: string })[]> {
  const older = after && sql`and (w.created_at, w.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  return rows<CustomerVisit & { position: string }>(
    ctx.db,
    sql`select w.id as "workOrderId", w.number, w.created_at as at, v.plate, v.label as vehicle, w.concern, w.stage,
        w.created_at::text as position
      from work_orders w left join vehicles v on v.id = w.vehicle_id
      where w.customer_id = customer_now(${id}) ${older ?? sql``}
      order by w.created_at desc, w.id desc limit ${limit + 1}`,
  );
}

/** Names must be equal here and no postcode may speak against it: comparing everybody with everybody takes too long. */
export function duplicatePairs(ctx: Context): Promise<DuplicatePair[]> {
  const facts = (id: RawBuilder<unknown>) => sql`(select json_build_object('id', c.id, 'name', c.name,
    'vehicles', (select count(*) from ownerships o where o.customer_id = c.id and o.until_on is null),
    'lastVisitAt', (select to_char(max(w.created_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      from work_orders w where w.customer_id = c.id and w.stage <> 'cancelled')) from customers c where c.id = ${id})`;
  return rows<DuplicatePair>(
    ctx.db,
    sql`with alive as materialized (
        select id, phone_key, registration_no, lower(name) as name, postal_code from customers
        where merged_into is null and erased_at is null and archived_at is null
      ), shared as (
        select a.id as one, b.id as two, 'phone' as reason from alive a join alive b
          on b.phone_key = a.phone_key and b.id > a.id
        union all
        select a.customer_id, b.customer_id, 'email' from customer_emails a join customer_emails b
          on b.address = a.address and b.customer_id > a.customer_id
          where a.customer_id in (select id from alive) and b.customer_id in (select id from alive)
        union all
        select a.id, b.id, 'registration' from alive a join alive b
          on b.registration_no = a.registration_no and b.id > a.id
        union all
        select a.id, b.id, 'name' from alive a join alive b on b.name = a.name and b.id > a.id
          and coalesce(b.postal_code, a.postal_code, '') = coalesce(a.postal_code, b.postal_code, '')
      ), pairs as (
        select one, two, array_agg(distinct reason) as reasons from shared group by one, two
        order by count(distinct reason) desc, one, two limit ${PAIRS_SHOWN}
      )
      select json_build_array(${facts(sql`p.one`)}, ${facts(sql`p.two`)}) as customers, p.reasons from pairs p
      order by cardinality(p.reasons) desc, p.one, p.two`,
  );
}

/**
 * From the documents and payments themselves. Cash rounding settles with the payment: 26.95 taken for 26.97 pays 26.97.
 */
export function balanceOf(ctx: Context, id: string): Promise<CustomerBalance> {
  return one(
    ctx.db,
    sql<CustomerBalance>`with selves as (select customer_selves(customer_now(${id}))), invoiced as (
        select coalesce(sum(case kind when 'credit_note' then -total_cents else total_cents end), 0)::bigint as cents
        from invoices where customer_id in (select * from selves)
      ), paid as (
        select coalesce(sum((amount_cents - rounding_cents) * case direction when 'in' then 1 else -1 end), 0)::bigint as cents
        from payments where customer_id in (select * from selves)
      ), allocated as (
        select coalesce(sum(a.amount_cents), 0)::bigint as cents
        from payments p join payment_allocations a on a.payment_id = p.id
        where p.customer_id in (select * from selves)
      ), overdue as (
        select coalesce(sum(open_cents), 0)::bigint as cents from receivables
        where customer_id in (select * from selves) and open_cents > 0
          and due_on < (${ctx.now()}::timestamptz at time zone (select time_zone from settings))::date
      )
      select invoiced.cents - paid.cents as "balanceCents", overdue.cents as "overdueCents",
        greatest(paid.cents - allocated.cents, 0) as "creditCents"
      from invoiced, paid, allocated, overdue`,
  );
}
