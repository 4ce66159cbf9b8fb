import type { Input } from "@mechanicbuddy/contract/route";
import type { listWorkOrders, Stage, WorkOrderRow } from "@mechanicbuddy/contract/work-orders";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import type { Static } from "typebox";
import * as search from "../search/search.ts";
import * as summary from "./summary.ts";

type Query = Input<typeof listWorkOrders>["query"];
type Row = WorkOrderRow & { position: string };

/** Counting stops here: nobody reads an exact number of ten thousand orders, and it would cost a scan of all. */
const countedAtMost = 10_000;

/** A page of orders, newest first. */
export async function list(ctx: Context, query: Query) {
  const { limit = 25 } = query;
  const [found, total] = await Promise.all([
    page(ctx, query, limit),
    query.total === true ? count(ctx, query) : undefined,
  ]);
  const shown = pageOf(
    found,
    limit,
    ({ position, id }) => cursorOf({ at: position, id }),
    ({ position: _, ...row }): WorkOrderRow => row,
  );
  return total === undefined ? shown : { ...shown, total };
}

function page(ctx: Context, query: Query, limit: number): Promise<Row[]> {
  const after = positionOf<{ at: string; id: string }>(query.cursor);
  const earlier =
    after === undefined
      ? []
      : [sql`(o.created_at, o.id) < (${String(after.at)}::timestamptz, ${String(after.id)}::uuid)`];
  // The limit stands in the text, because a plan made for any limit would read whole tables.
  const ordered = sql`order by o.created_at desc, o.id desc limit ${sql.lit(limit + 1)}`;
  const total = may(ctx, "prices.read") ? sql`, ${summary.totalCents} as "totalCents"` : sql``;
  return rows(
    ctx.db,
    sql<Row>`select o.id, o.number, o.stage, json_build_object('name', s.name, 'category', s.category) as "boardStatus",
        ${summary.names}, o.concern, o.promised_at as "promisedAt", ${summary.late(ctx)} as late,
        said.approved, said.declined, said.undecided,
        case when o.stage = 'invoiced' then invoice_in_force(o.id) end as "invoiceNumber",
        o.created_at as "createdAt", o.created_at::text as position ${total}
      from (${chosen(ctx, query, [...earlier], ordered)} ${ordered}) o
      join board_statuses s on s.id = o.board_status_id
      left join customers c on c.id = o.customer_id
      left join vehicles v on v.id = o.vehicle_id
      cross join lateral ${summary.said} said
      order by o.created_at desc, o.id desc`,
  );
}

/** How many orders pass the filters, at most 10,000. */
export async function count(ctx: Context, query: Query): Promise<number> {
  const { n } = await one<{ n: number }>(
    ctx.db,
    sql`select count(*)::int as n from (${chosen(ctx, query, [], sql``)} limit ${countedAtMost}) o`,
  );
  return n;
}

/** Orders that pass the filters. Each stage is read through its own stretch of the index, already in order. */
function chosen(
  ctx: Context,
  query: Query,
  more: RawBuilder<unknown>[],
  ordered: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const filters = [...filtersOf(ctx, query), ...more];
  const stages = stagesOf(query);
  if (stages === undefined) return sql`select o.* from work_orders o where ${all(filters)}`;
  return sql`select o.* from unnest(${stages}::text[]) st
    cross join lateral (select o.* from work_orders o where o.stage = st and ${all(filters)} ${ordered}) o`;
}

const all = (filters: RawBuilder<unknown>[]) => sql.join([sql`true`, ...filters], sql` and `);

function stagesOf({ stage, view = "all" }: Query): Static<typeof Stage>[] | undefined {
  if (stage !== undefined) return [stage];
  if (view === "all") return undefined;
  return view === "invoiced" ? ["invoiced"] : ["quote", "order"];
}

function filtersOf(ctx: Context, query: Query): RawBuilder<unknown>[] {
  const { view, statusId, mechanicId, customerId, vehicleId, partId, authorisation } = query;
  const filters: (RawBuilder<unknown> | false | undefined)[] = [
    view === "ready" && inCategories(["ready"]),
    view === "today" &&
      sql`workshop_day(o.promised_at) = workshop_day(${ctx.now()}) and ${inCategories(["waiting", "working"])}`,
    view === "asked" && withJob("asked"),
    view === "overdue" && sql`o.promised_at < ${ctx.now()} and ${inCategories(["waiting", "working"])}`,
    statusId !== undefined && sql`o.board_status_id = ${statusId}`,
    customerId !== undefined && sql`o.customer_id = ${customerId}`,
    vehicleId !== undefined && sql`o.vehicle_id = ${vehicleId}`,
    mechanicId !== undefined &&
      sql`exists (select from jobs j join job_mechanics m on m.job_id = j.id
        where j.work_order_id = o.id and m.employee_id = ${mechanicId})`,
    partId !== undefined &&
      sql`o.id in (select j.work_order_id from lines l join jobs j on j.id = l.job_id where l.part_id = ${partId})`,
    authorisation !== undefined && withJob(authorisation),
    query.openedFrom !== undefined && sql`o.created_at >= ${dayStart(query.openedFrom, 0)}`,
    query.openedTo !== undefined && sql`o.created_at < ${dayStart(query.openedTo, 1)}`,
    (query.invoicedFrom !== undefined || query.invoicedTo !== undefined) &&
      sql`o.id in (select i.work_order_id from invoices i where i.kind = 'invoice'
        and i.issue_on >= ${query.invoicedFrom ?? "-infinity"}::date and i.issue_on <= ${query.invoicedTo ?? "infinity"}::date)`,
  ];
  const found = search.idsOf(ctx, "work_order", query.q);
  if (found !== undefined) filters.push(sql`o.id in ${found}`);
  return filters.filter((filter) => filter !== false && filter !== undefined);
}

const withJob = (authorisation: string) =>
  sql`exists (select from jobs j where j.work_order_id = o.id and j.authorisation = ${authorisation})`;

const inCategories = (categories: string[]) =>
  sql`o.board_status_id in (select b.id from board_statuses b where b.category = any(${categories}::text[]))`;

/** Midnight in the workshop's time zone, `later` days after a date. */
const dayStart = (date: string, later: number) =>
  sql`((${date}::date + ${later}::int)::timestamp at time zone (select time_zone from settings))`;
