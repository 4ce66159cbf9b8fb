import type { Gate, GateRule } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

/** What gates decide by. */
export interface GateFacts {
  gates: Partial<Record<Gate, GateRule>>;
  hasVehicle: boolean;
  odometerIn: number | null;
  odometerOut: number | null;
  customerId: string | null;
  isReachable: boolean;
  promisedAt: string | null;
  /** The car stood in a ready or gone column before now. */
  isReady: boolean;
  unwrittenJobId: string | null;
  unmannedJobId: string | null;
  unsettledJobId: string | null;
}

/** The first job of order `o` for which something holds; declined ones are nobody's work. */
const firstJob = (holds: ReturnType<typeof sql>) => sql`(select j.id from jobs j
  where j.work_order_id = o.id and j.authorisation <> 'declined' and ${holds} order by j.position limit 1)`;

export function findGateFacts(ctx: Context, orderId: string): Promise<GateFacts | undefined> {
  const unwritten = sql`(coalesce(j.cause, '') = '' or coalesce(j.correction, '') = '')`;
  const unmanned = sql`not exists (select from job_mechanics m where m.job_id = j.id)
    and exists (select from lines l where l.job_id = j.id and l.kind = 'labour' and l.employee_id is null)`;
  const unsettled = sql`exists (select from lines l where l.job_id = j.id and l.kind = 'part'
    and coalesce(l.part_status, 'needed') in ('needed', 'ordered', 'arrived'))`;
  return maybeOne(
    ctx.db,
    sql<GateFacts>`select s.gates, o.vehicle_id is not null as "hasVehicle", o.odometer_in as "odometerIn",
        o.odometer_out as "odometerOut", o.customer_id as "customerId", o.promised_at as "promisedAt",
        coalesce(c.phone, '') <> '' or exists (select from customer_emails e where e.customer_id = c.id)
          as "isReachable",
        exists (select from board_moves m join board_statuses b on b.id = m.to_status_id
          where m.work_order_id = o.id and b.category in ('ready', 'gone') and m.created_at < ${ctx.now()})
          as "isReady",
        ${firstJob(unwritten)} as "unwrittenJobId", ${firstJob(unmanned)} as "unmannedJobId",
        ${firstJob(unsettled)} as "unsettledJobId"
      from work_orders o cross join settings s left join customers c on c.id = o.customer_id
      where o.id = ${orderId}`,
  );
}
