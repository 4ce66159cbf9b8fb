import { gauge, gauges } from "@mechanicbuddy/platform/metrics";
import type { Pool, QueryResultRow } from "pg";

/** Numbers of the platform that alerts ask for; each is looked up when somebody reads them. */
export function publishGauges(appPool: Pool): void {
  const read = async <Row extends QueryResultRow>(text: string) => (await appPool.query<Row>(text)).rows;
  gauges("mechanicbuddy_jobs", "Jobs somebody has to look at, by what is wrong: failed, stuck", ["state"], async () => {
    const [found] = await read<{ failed: number; stuck: number }>(unwell);
    return (["failed", "stuck"] as const).map((state) => ({ labels: { state }, value: found?.[state] ?? 0 }));
  });
  gauge("mechanicbuddy_entitlement_lag_seconds", "How long a workshop has not confirmed its limits", async () => {
    const [found] = await read<{ seconds: number }>(
      `select coalesce(extract(epoch from now() - min(changed_at)), 0)::float8 as seconds from entitlements
       join tenants on tenants.id = entitlements.tenant
       where acknowledged < entitlements.version and tenants.state = 'active'`,
    );
    return found?.seconds;
  });
  gauges("mechanicbuddy_places_used", "Share of an instance's places that is taken", ["name"], async () => {
    const found = await read<{ name: string; value: number }>(
      `select id as name, (select count(*) from tenants where instance = instances.id and state <> 'purged')::float8
         / max_tenants as value from instances where kind = 'shared' and state in ('open', 'full') and max_tenants > 0`,
    );
    return found.map(({ name, value }) => ({ labels: { name }, value }));
  });
}

/** A failed job counts until another is begun for its workshop; one that waits for something outside may wait. */
const unwell = `select
  count(*) filter (where state = 'failed')::int as failed,
  count(*) filter (where state <> 'failed')::int as stuck
  from jobs where not dry_run and (
    (state = 'failed' and finished_at > now() - interval '7 days'
      and not exists (select 1 from jobs later where later.tenant = jobs.tenant and not later.dry_run
          and later.created_at > jobs.created_at))
    or (state in ('queued', 'running', 'undoing') and coalesce(stepped_at, created_at) < now() - interval '15 minutes')
    or (state = 'waiting' and deadline_at < now())
  )`;
