import { notFound } from "@mechanicbuddy/contract/problem";
import { lineAmounts, type TaxedLine } from "@mechanicbuddy/contract/totals";
import type { Job, Line, WorkOrder } from "@mechanicbuddy/contract/work-orders";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { hot, maybeOne, type Query } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import { utc } from "./document.ts";
import { isLive } from "./job.ts";
import { billedTotals, isBilled, linesCents, marginPercent } from "./work-order.ts";

/** What the caller may see. The statement itself leaves the rest out. */
interface Sight {
  prices: boolean;
  costs: boolean;
  contacts: boolean;
  balance: boolean;
}

function sightOf(ctx: Context): Sight {
  return {
    prices: may(ctx, "prices.read"),
    costs: may(ctx, "costs.read"),
    contacts: may(ctx, "contacts.read"),
    balance: may(ctx, "invoices.read"),
  };
}

const nothing = sql``;
const when = (seen: boolean, columns: RawBuilder<unknown>) => (seen ? columns : nothing);

/** A line `l` with its tax rate `t`. Cost is that of the issue, else typed, else the average, else the newest supplier's. */
const lineJson = (sight: Sight) => sql`json_build_object('id', l.id, 'version', l.version, 'position', l.position,
  'kind', l.kind, 'code', l.code, 'description', l.description, 'quantity', trim_scale(l.quantity)::text,
  'unit', l.unit, 'taxRateId', l.tax_rate_id, 'taxPercent', t.percent, 'taxCategory', t.category,
  'partId', l.part_id, 'storageId', l.storage_id, 'partStatus', l.part_status,
  'available', case when l.part_id is not null then
    coalesce((select trim_scale(ps.on_hand - ps.reserved)::text from part_stock ps where ps.part_id = l.part_id), '0') end,
  'employeeId', l.employee_id, 'updatedAt', ${utc("l.updated_at")}
  ${when(sight.prices, sql`, 'unitPriceCents', l.unit_price_cents, 'discountPercent', l.discount_percent`)}
  ${when(sight.costs, sql`, 'costCents', coalesce(l.cost_cents, part_cost(l.part_id))`)})`;

const jobJson = (sight: Sight) => sql`json_build_object('id', j.id, 'version', j.version, 'position', j.position,
  'title', j.title, 'kind', j.kind, 'billing', j.billing, 'complaint', j.complaint, 'cause', j.cause,
  'correction', j.correction, 'authorisation', j.authorisation,
  'decision', (select json_build_object('decision', a.decision, 'method', a.method, 'decidedAt', ${utc("a.decided_at")},
      'comment', p.comment)
    from approvals a left join approval_people p on p.approval_id = a.id
    where a.job_id = j.id order by a.seq desc limit 1),
  'cannedJobId', j.canned_job_id, 'revivedFrom', j.revived_from, 'doneAt', ${utc("j.done_at")}, 'outcome', j.outcome,
  'mechanics', coalesce((select json_agg(json_build_object('id', e.id, 'name', btrim(e.first_name || ' ' || e.last_name))
      order by m.created_at, e.id)
    from job_mechanics m join employees e on e.id = m.employee_id where m.job_id = j.id), '[]'),
  'lines', coalesce((select json_agg(${lineJson(sight)} order by l.position, l.id)
    from lines l join tax_rates t on t.id = l.tax_rate_id where l.job_id = j.id), '[]'))`;

const customerJson = (sight: Sight) => sql`json_build_object('id', c.id, 'name', c.name,
  'handleWithCare', c.handle_with_care, 'careNote', c.care_note, 'cashOnly', c.cash_only, 'language', c.language,
  'taxTreatment', c.tax_treatment
  ${when(
    sight.contacts,
    sql`, 'phone', c.phone,
      'email', (select e.address from customer_emails e where e.customer_id = c.id and e.is_primary)`,
  )}
  ${when(
    sight.balance,
    sql`, 'openCents', coalesce((select sum(r.open_cents) from receivables r
      where r.customer_id = c.id and r.open_cents <> 0), 0)`,
  )})`;

const orderJson = (sight: Sight) => sql`json_build_object('id', o.id, 'version', o.version, 'number', o.number,
  'stage', o.stage,
  'boardStatus', json_build_object('id', s.id, 'name', s.name, 'category', s.category, 'since', coalesce(
    (select ${utc("m.created_at")} from board_moves m where m.work_order_id = o.id order by m.created_at desc, m.id desc limit 1),
    ${utc("o.created_at")})),
  'customer', case when c.id is not null then ${customerJson(sight)} end,
  'vehicle', case when v.id is not null then
    json_build_object('id', v.id, 'plate', v.plate, 'vin', v.vin, 'label', v.label) end,
  'concern', o.concern, 'internalNote', o.internal_note, 'keyTag', o.key_tag,
  'customerReference', o.customer_reference, 'promisedAt', ${utc("o.promised_at")}, 'odometerIn', o.odometer_in,
  'odometerOut', o.odometer_out, 'currency', o.currency,
  'responsible', (select json_build_object('id', e.id, 'name', btrim(e.first_name || ' ' || e.last_name))
    from employees e where e.id = o.responsible_id),
  'orderedBy', o.ordered_by,
  'invoice', case when o.stage = 'invoiced' then (select json_build_object('id', i.id, 'number', i.number)
    from invoices i where i.number = invoice_in_force(o.id)) end,
  'declinedBefore', (select count(*) from work_orders b join jobs d on d.work_order_id = b.id
    where b.vehicle_id = o.vehicle_id and b.id <> o.id and d.authorisation = 'declined'
      and not exists (select from jobs r where r.revived_from = d.id)),
  'createdAt', ${utc("o.created_at")},
  'jobs', coalesce((select json_agg(${jobJson(sight)} order by j.position, j.id)
    from jobs j where j.work_order_id = o.id), '[]')
  ${when(sight.prices, sql`, 'priceMode', o.price_mode`)})`;

/** Most people see everything: their statement stays prepared, the others are rarer. */
const prepared = <T>(sight: Sight, query: Query<T>) =>
  Object.values(sight).every((seen) => seen) ? hot(query) : query;

/** The order as the caller may see it, in one statement. */
export async function getWorkOrder(ctx: Context, id: string): Promise<WorkOrder> {
  const sight = sightOf(ctx);
  const found = await maybeOne<{ order: WorkOrder }>(
    ctx.db,
    prepared(
      sight,
      sql`select ${orderJson(sight)} as "order" from work_orders o
        join board_statuses s on s.id = o.board_status_id
        left join customers c on c.id = o.customer_id
        left join vehicles v on v.id = o.vehicle_id
        where o.id = ${id}`,
    ),
  );
  if (found === undefined) throw notFound();
  return sight.prices ? withTotals(found.order, sight) : found.order;
}

/** One job as the caller may see it. */
export async function getJob(ctx: Context, id: string): Promise<Job> {
  const sight = sightOf(ctx);
  const found = await maybeOne<{ job: Job }>(
    ctx.db,
    sql`select ${jobJson(sight)} as job from jobs j where j.id = ${id}`,
  );
  if (found === undefined) throw notFound();
  return sight.prices ? pricedJob(found.job) : found.job;
}

/** One line as the caller may see it. */
export async function getLine(ctx: Context, id: string): Promise<Line> {
  const sight = sightOf(ctx);
  const found = await maybeOne<{ line: Line }>(
    ctx.db,
    sql`select ${lineJson(sight)} as line from lines l join tax_rates t on t.id = l.tax_rate_id where l.id = ${id}`,
  );
  if (found === undefined) throw notFound();
  return sight.prices ? pricedLine(found.line) : found.line;
}

/** A line that was read with its prices. */
type Priced = Line & TaxedLine;

function pricedLine(line: Line): Line {
  return { ...line, totalCents: lineAmounts(line as Priced).totalCents };
}

function pricedJob(job: Job): Job {
  const lines = job.lines as Priced[];
  return { ...job, lines: lines.map(pricedLine), totalCents: linesCents(lines.filter(isLive)) };
}

function withTotals(order: WorkOrder, sight: Sight): WorkOrder {
  const terms = { priceMode: order.priceMode ?? "gross", taxTreatment: order.customer?.taxTreatment ?? "standard" };
  const jobs = order.jobs as (Omit<Job, "lines"> & { lines: Priced[] })[];
  const counted = jobs.map((job) => ({ ...job, lines: job.lines.filter(isLive) }));
  const totals = billedTotals(terms, counted);
  const { netCents, vatCents, totalCents, groups } = totals;
  const billed = counted.filter(isBilled).flatMap((job) => job.lines);
  return {
    ...order,
    jobs: order.jobs.map(pricedJob),
    totals: {
      netCents,
      vatCents,
      totalCents,
      groups,
      ...(sight.costs ? { marginPercent: marginPercent(totals, billed) } : {}),
    },
  };
}
