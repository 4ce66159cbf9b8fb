import type { BoardStatus as BoardStatusSchema } from "@mechanicbuddy/contract/work-orders";
import type { Context } from "@mechanicbuddy/platform/context";
import { may } from "@mechanicbuddy/platform/context";
import { hot, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Static } from "typebox";
import { db } from "../database.ts";
import { summary } from "../work-orders/work-orders.ts";

export type BoardStatus = Static<typeof BoardStatusSchema>;

/** A column holds at most this many cards: more cannot be read, and the list has them all. */
const cardsPerColumn = 200;

/** The whole board as JSON text, in one statement. Archived columns show while cars stand in them. */
export async function boardJson(ctx: Context, mechanicId: string | undefined): Promise<string> {
  const prices = may(ctx, "prices.read");
  const total = prices ? sql`, 'totalCents', ${summary.totalCents}` : sql``;
  const ofMechanic =
    mechanicId === undefined
      ? sql``
      : sql`and exists (select from jobs j join job_mechanics m on m.job_id = j.id
          where j.work_order_id = o.id and m.employee_id = ${mechanicId})`;
  const query = sql<{ board: string }>`select json_build_object('columns', coalesce(json_agg(
        json_build_object('id', s.id, 'name', s.name, 'category', s.category, 'colour', s.colour, 'cards', cards.list)
        order by s.position, s.id), '[]'))::text as board
      from board_statuses s
      cross join lateral (
        select coalesce(json_agg(x.card order by x.promised_at, x.number), '[]') as list, count(*) as n
        from (
          select o.promised_at, o.number, json_build_object('id', o.id, 'number', o.number, 'plate', named.plate,
            'vehicle', named.vehicle, 'customer', named.customer, 'concern', o.concern,
            'promisedAt', ${summary.utc("o.promised_at")}, 'late', ${summary.late(ctx)}, 'stage', o.stage,
            'approved', said.approved, 'declined', said.declined, 'undecided', said.undecided, 'asked', said.asked,
            'partsWaiting', (select count(*) from jobs j join lines l on l.job_id = j.id where j.work_order_id = o.id
              and j.authorisation <> 'declined' and l.part_status in ('needed', 'ordered')),
            'responsible', named.responsible,
            'mechanicIds', coalesce((select json_agg(distinct m.employee_id) from jobs j
              join job_mechanics m on m.job_id = j.id where j.work_order_id = o.id), '[]'),
            'since', coalesce((select ${summary.utc("m.created_at")} from board_moves m where m.work_order_id = o.id
              order by m.created_at desc, m.id desc limit 1), ${summary.utc("o.created_at")}) ${total}) as card
          from work_orders o
          left join customers c on c.id = o.customer_id
          left join vehicles v on v.id = o.vehicle_id
          cross join lateral (select ${summary.names}) named
          cross join lateral ${summary.said} said
          where o.board_status_id = s.id and o.stage in ('quote', 'order') ${ofMechanic}
          order by o.promised_at, o.number limit ${sql.lit(cardsPerColumn)}
        ) x
      ) cards
      where s.archived_at is null or cards.n > 0`;
  const { board } = await one(ctx.db, prices && mechanicId === undefined ? hot(query) : query);
  return board;
}

export interface Move {
  fromStatusId: string;
  fromName: string;
  toName: string | null;
  category: BoardStatus["category"];
  archived: boolean;
  since: string;
}

/** Moves the car and records it; nothing happens when the column is missing, archived, or where the car already is. */
export function move(ctx: Context, workOrderId: string, statusId: string): Promise<Move | undefined> {
  const now = ctx.now();
  return maybeOne(
    ctx.db,
    sql<Move>`with o as (select id, board_status_id, created_at from work_orders where id = ${workOrderId} for update),
        going as (select o.id, o.board_status_id from o join board_statuses s on s.id = ${statusId}
          where s.archived_at is null and o.board_status_id <> s.id),
        moved as (update work_orders w set board_status_id = ${statusId} from going where w.id = going.id),
        noted as (insert into board_moves (id, work_order_id, from_status_id, to_status_id, created_at, created_by)
          select ${newId()}::uuid, id, board_status_id, ${statusId}::uuid, ${now}::timestamptz,
            ${ctx.actor.userId ?? null}::uuid from going returning created_at)
      select o.board_status_id as "fromStatusId", f.name as "fromName", s.name as "toName", s.category,
        s.archived_at is not null as archived,
        coalesce((select created_at from noted),
          (select max(m.created_at) from board_moves m where m.work_order_id = o.id), o.created_at) as since
      from o join board_statuses f on f.id = o.board_status_id left join board_statuses s on s.id = ${statusId}`,
  );
}

const statusColumns = sql`id, version, position, name, category, colour, archived_at as "archivedAt"`;

export function listStatuses(ctx: Context): Promise<BoardStatus[]> {
  return rows(ctx.db, sql<BoardStatus>`select ${statusColumns} from board_statuses order by position, id`);
}

export function findStatus(ctx: Context, id: string): Promise<BoardStatus | undefined> {
  return maybeOne(ctx.db, sql<BoardStatus>`select ${statusColumns} from board_statuses where id = ${id}`);
}

export type StatusInput = Pick<BoardStatus, "name" | "category" | "colour">;

export function insertStatus(ctx: Context, input: StatusInput): Promise<BoardStatus> {
  return one(
    ctx.db,
    sql<BoardStatus>`insert into board_statuses (id, name, category, colour, position, created_by)
      select ${newId()}, ${input.name}, ${input.category}, ${input.colour}, coalesce(max(position), 0) + 1,
        ${ctx.actor.userId ?? null}::uuid from board_statuses
      returning ${statusColumns}`,
  );
}

/** All columns, locked, so that two people who reorder do so one after the other. */
export function lockStatuses(ctx: Context): Promise<BoardStatus[]> {
  return rows(ctx.db, sql<BoardStatus>`select ${statusColumns} from board_statuses order by position, id for update`);
}

export function updateStatus(ctx: Context, id: string, set: Partial<StatusInput> & { archived_at?: string | null }) {
  return run(ctx.db, db.updateTable("board_statuses").set(set).where("id", "=", id));
}

export function setPositions(ctx: Context, ids: readonly string[]): Promise<number> {
  return run(
    ctx.db,
    sql`update board_statuses s set position = o.n from unnest(${[...ids]}::uuid[]) with ordinality o(id, n)
      where s.id = o.id and s.position <> o.n`,
  );
}

/** Open orders whose car stands in a column, at most five. */
export function ordersIn(ctx: Context, statusId: string): Promise<{ id: string; number: number }[]> {
  return rows(
    ctx.db,
    sql<{ id: string; number: number }>`select id, number from work_orders
      where board_status_id = ${statusId} and stage in ('quote', 'order') order by promised_at, number limit 5`,
  );
}

/** Deletes a column no order ever stood in; false when one did. */
export async function deleteStatus(ctx: Context, id: string): Promise<boolean> {
  const deleted = await run(
    ctx.db,
    sql`delete from board_statuses s where id = ${id}
      and not exists (select from work_orders o where o.board_status_id = s.id)
      and not exists (select from board_moves m where m.to_status_id = s.id or m.from_status_id = s.id)`,
  );
  return deleted === 1;
}
