import { runMigrations } from "graphile-worker";
import { type Client, escapeIdentifier, Pool } from "pg";
import { appLogin } from "../database/bootstrap.ts";
import { quietLogger } from "./worker-log.ts";

/**
 * Brings graphile-worker's tables up to date under the owner's login, then opens them to the runtime login, which runs
 * the tasks, and to the role behind `instance.enqueue` where tenants queue some. Repeatable; the runtime login must
 * exist already.
 */
export async function installTaskTables(owner: Client, tenantsQueue = true): Promise<void> {
  const { host, port, database, user, password, ssl } = owner;
  const pool = new Pool({ host, port, database, user, password, ssl, max: 1 });
  // A connection lost in between fails the statement that needs it; without listeners it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  try {
    await runMigrations({ pgPool: pool, logger: quietLogger });
  } finally {
    await pool.end();
  }
  const login = user ?? "";
  await owner.query(runtimeGrants(escapeIdentifier(appLogin(login))));
  if (tenantsQueue) await owner.query(queueGrants(escapeIdentifier(`${login}_queue`)));
}

const tables = ["_private_jobs", "_private_job_queues", "_private_tasks", "_private_known_crontabs"];

/** The tables have row security without a policy, so each login that may see rows needs one. */
function runtimeGrants(app: string): string {
  return `
    grant usage on schema graphile_worker to ${app};
    revoke all on all functions in schema graphile_worker from public;
    grant execute on all functions in schema graphile_worker to ${app};
    grant select on graphile_worker.migrations to ${app};
    ${tables
      .map(
        (table) => `
          grant select, insert, update, delete on graphile_worker.${table} to ${app};
          drop policy if exists runtime on graphile_worker.${table};
          create policy runtime on graphile_worker.${table} to ${app} using (true) with check (true);`,
      )
      .join("")}
    create index if not exists jobs_of_tenant on graphile_worker._private_jobs ((payload->>'tenant'), run_at)
      where is_available;
  `;
}

function queueGrants(queue: string): string {
  return `
    grant usage on schema graphile_worker to ${queue};
    grant execute on all functions in schema graphile_worker to ${queue};
    ${tables
      .slice(0, 3)
      .map(
        (table) => `
          grant select, insert, update on graphile_worker.${table} to ${queue};
          drop policy if exists queue on graphile_worker.${table};
          create policy queue on graphile_worker.${table} to ${queue} using (true) with check (true);`,
      )
      .join("")}
  `;
}
