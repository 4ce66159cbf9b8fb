import type { getConversion, getOverview } from "@mechanicbuddy/contract/management/operations";
import type { Reply } from "@mechanicbuddy/contract/route";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Context } from "../context.ts";

const moment = (column: string) => sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const TRIAL_DAYS = 14;
const trialBegan = sql`(trial_ends_at - make_interval(days => ${TRIAL_DAYS}))`;

const list = (from: ReturnType<typeof sql>) => sql`(select coalesce(json_agg(each), '[]') from (${from}) each)`;

/** Everything the overview shows, in one statement. */
export function overview(ctx: Context): Promise<Reply<typeof getOverview>> {
  const since = new Date(ctx.now().getTime() - 90 * 86_400_000);
  const byColumn = (column: string) =>
    list(sql`select ${sql.ref(column)} as name, count(*)::int as count from tenants
      where state <> 'purged' group by 1 order by 2 desc, 1`);
  return one(
    ctx.db,
    sql<Reply<typeof getOverview>>`select
      ${byColumn("state")} as states,
      ${byColumn("tier")} as tiers,
      (select json_build_object(
        'demos', count(*) filter (where state in ('approved', 'converted', 'expired')),
        'demosConverted', count(*) filter (where state = 'converted'),
        'trials', (select count(*) from tenants where trial_used and ${trialBegan} > ${since}))
        from demo_requests where decided_at > ${since}) as conversion,
      ${list(sql`select i.id, count(t.id)::int as tenants, i.max_tenants as places
        from instances i left join tenants t on t.instance = i.id and t.state <> 'purged'
        where i.state <> 'closed' group by i.id order by i.position`)} as instances,
      (select count(*)::int from jobs where state = 'failed') as "failedJobs",
      (select count(*)::int from demo_requests where state = 'pending') as "openDemos",
      (select count(*)::int from drift) as drift,
      ${list(sql`select t.id, company_name as "companyName", state, tier, instance,
          (select email from memberships join accounts on accounts.id = account
            where tenant = t.id and role = 'owner' order by since limit 1) as "ownerEmail",
          ${moment("last_active_at")} as "lastActiveAt", ${moment("t.created_at")} as "createdAt"
        from tenants t order by t.created_at desc, t.id desc limit 10`)} as recent`,
  );
}

/** Beginnings by month, the last twelve with this one; a month without any is there with none. */
export function conversion(ctx: Context): Promise<Reply<typeof getConversion>> {
  const months = sql`generate_series(date_trunc('month', ${ctx.now()}::timestamptz at time zone 'UTC') - interval '11 months',
    date_trunc('month', ${ctx.now()}::timestamptz at time zone 'UTC'), interval '1 month') month`;
  const counted = (table: string, began: ReturnType<typeof sql>) =>
    list(sql`select to_char(month, 'YYYY-MM') as name, count(began)::int as count from ${months}
      left join (select ${began} at time zone 'UTC' as began from ${sql.ref(table)}) counted
        on began >= month and began < month + interval '1 month'
      group by month order by month`);
  return one(
    ctx.db,
    sql<Reply<typeof getConversion>>`select
      ${counted("signups", sql`verified_at`)} as signups,
      ${counted("demo_requests", sql`case when state in ('approved', 'converted', 'expired') then decided_at end`)} as demos,
      ${counted("tenants", sql`case when trial_used then ${trialBegan} end`)} as trials`,
  );
}
