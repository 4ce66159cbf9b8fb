import type { Today } from "@mechanicbuddy/contract/today";
import type { Context } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

type Column = NonNullable<Today["columns"]>[number];

/** Open orders by the column they stand in, in the order of the board. */
export function columns(ctx: Context): Promise<Column[]> {
  return rows(
    ctx.db,
    sql<Column>`select s.id as "statusId", s.name, o.count from board_statuses s
      join (select board_status_id, count(*)::int as count from work_orders
        where stage in ('quote', 'order') group by board_status_id) o on o.board_status_id = s.id
      order by s.position, s.id`,
  );
}
