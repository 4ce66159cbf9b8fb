import type { Pool } from "pg";
import { attemptsOf, type Task } from "../tasks.ts";

const KEEP_DAYS = 30;

/**
 * Queues each repeating task that is due once per active tenant. Every process asks; the one that moves the schedule on
 * is the one that queues. A tenant whose last one still waits gets no second one.
 */
export async function queueDue(appPool: Pool, tasks: readonly Task[], now: Date): Promise<void> {
  for (const task of tasks) {
    const every = task.options.everySeconds;
    if (every === undefined) continue;
    const next = new Date((Math.floor(now.getTime() / 1000 / every) + 1) * every * 1000);
    await appPool.query(
      `with due as (
         insert into instance.task_schedules as schedule (kind, next_at) values ($1, $2)
         on conflict (kind) do update set next_at = excluded.next_at where schedule.next_at <= $3
         returning kind
       )
       select graphile_worker.add_job(
         due.kind,
         json_build_object('tenant', tenants.id, 'data', '{}'::json),
         queue_name => case when $4 then tenants.id || ':' || due.kind end,
         max_attempts => $5,
         job_key => tenants.id || ':every:' || due.kind
       ) from due, instance.tenants where tenants.state = 'active'
         and coalesce(tenants.entitlement ->> 'state', 'active') not in ('suspended', 'closing')`,
      [task.name, next, now, task.options.oneAtATime ?? false, attemptsOf(task)],
    );
  }
}

/** Forgets what nobody asks about any more: effects noted and tasks given up more than 30 days ago. */
export async function forgetOld(appPool: Pool, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEEP_DAYS * 86_400_000);
  await appPool.query("delete from instance.task_effects where done_at < $1", [before]);
  await appPool.query(
    "delete from graphile_worker._private_jobs where locked_at is null and not is_available and updated_at < $1",
    [before],
  );
}
