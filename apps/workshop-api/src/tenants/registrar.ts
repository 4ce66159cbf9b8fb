import type { Activity } from "@mechanicbuddy/contract/internal";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Registry } from "@mechanicbuddy/platform/database/registry";
import { openSpares, type SpareOptions } from "@mechanicbuddy/platform/database/spares";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { WORKSHOP_RESTS } from "@mechanicbuddy/platform/tasks/runner";
import { Client } from "pg";

/** Makes and removes workshops of this instance, under the runtime login. */
export interface Registrar {
  /** Name of the newest migration. */
  readonly newestSchema: string;
  /** Runs work while no other process works on a workshop of this name. */
  alone<T>(tenantId: string, work: () => Promise<T>): Promise<T>;
  /** Schema and login of a new workshop, in state `preparing`. Refuses when the instance is full. */
  make(tenantId: string): Promise<void>;
  setState(tenantId: string, state: "active" | "closing"): Promise<void>;
  /** Removes tasks, schema, login and registry entry; answers what was there. */
  drop(tenantId: string): Promise<string[]>;
  /** How all workshops are used, or one: a single question, however many there are. */
  activity(tenantId?: string): Promise<Activity[]>;
  /** Lets tasks go on that waited while the workshop was paused. */
  wake(tenantId: string): Promise<void>;
  /** @param sealedToken by which this instance calls the platform back */
  keepRegistration(sealedToken: Buffer, platformUrl: string, at: Date): Promise<void>;
  /** Where the platform is and by which token it is called; undefined before it has introduced itself. */
  registration(): Promise<{ sealedToken: Buffer; platformUrl: string } | undefined>;
  /** True for one process of the instance in an hour: the one that calls the platform back. */
  claimHour(now: Date): Promise<boolean>;
  close(): Promise<void>;
}

/** So many workshops are made or removed at once by one process. */
const AT_ONCE = 4;
const HOUR_MS = 3_600_000;

interface RegistrarOptions extends SpareOptions {
  registry: Registry;
  /** Most workshops of this instance, `MAX_TENANTS`. */
  maxTenants: number;
}

/** @param options the spares' options; without an owner's login new workshops come from spares that a migration made */
export function openRegistrar({ registry, maxTenants, ...options }: RegistrarOptions): Registrar {
  const { appPool, migrations } = options;
  const spares = openSpares(options);
  const inTurn = queue(AT_ONCE);
  spares.fill();
  return {
    newestSchema: migrations.newest,
    alone: (tenantId, work) =>
      inTurn(async () => {
        // A connection of its own: holding one of the pool while waiting for another would end in everybody waiting.
        const client = new Client(appPool.options);
        await client.connect();
        try {
          await client.query("select pg_advisory_lock($1)", [sha256(`tenant:${tenantId}`).readBigInt64BE().toString()]);
          registry.refresh();
          return await work();
        } finally {
          await client.end();
        }
      }),
    make: async (tenantId) => {
      const { rows } = await appPool.query<{ n: number }>(
        "select count(*)::integer as n from instance.tenants where state <> 'spare'",
      );
      const used = rows[0]?.n ?? 0;
      if (used >= maxTenants) {
        const limit = { name: "tenants", used, allowed: maxTenants };
        throw new Refusal("plan_limit", `This instance holds ${used} of ${maxTenants} workshops.`, { limit });
      }
      if (!(await spares.adopt(tenantId))) {
        throw new Refusal("unavailable", "No spare schema is ready. Try again in a moment.", { retryAfter: 10 });
      }
      registry.refresh();
    },
    setState: async (tenantId, state) => {
      await appPool.query("select instance.set_tenant_state($1, $2)", [tenantId, state]);
      registry.refresh();
    },
    drop: async (tenantId) => {
      const tasks = await appPool.query("delete from graphile_worker._private_jobs where payload->>'tenant' = $1", [
        tenantId,
      ]);
      await appPool.query("delete from instance.task_effects where tenant = $1", [tenantId]);
      await appPool.query("delete from instance.tenant_activity where tenant = $1", [tenantId]);
      const { rows } = await appPool.query<{ removed: string[] }>("select instance.drop_tenant($1) as removed", [
        tenantId,
      ]);
      registry.refresh();
      return [...((tasks.rowCount ?? 0) > 0 ? ["tasks"] : []), ...(rows[0]?.removed ?? [])];
    },
    activity: async (tenantId) => {
      const { rows } = await appPool.query<Activity>(
        `select t.id as tenant, greatest(known.last_active_at, (u.usage->>'lastSeenAt')::timestamptz) as "lastActiveAt",
           coalesce((u.usage->>'users')::integer, 0) as users,
           coalesce((u.usage->>'workOrders')::integer, 0) as "workOrders",
           coalesce((u.usage->>'storageBytes')::float8, 0) as "storageBytes",
           t.schema_version as "schemaVersion",
           coalesce((t.entitlement->>'version')::integer, 0) as "entitlementVersion"
         from instance.usages($1) u join instance.tenants t on t.id = u.tenant
         left join instance.tenant_activity known on known.tenant = t.id order by t.id`,
        [tenantId ?? null],
      );
      return rows.map((row) => ({
        ...row,
        lastActiveAt: row.lastActiveAt && new Date(row.lastActiveAt).toISOString(),
      }));
    },
    wake: async (tenantId) => {
      await appPool.query(
        `update graphile_worker._private_jobs set run_at = now()
         where payload->>'tenant' = $1 and locked_at is null and last_error = $2`,
        [tenantId, WORKSHOP_RESTS],
      );
    },
    keepRegistration: async (sealedToken, platformUrl, at) => {
      await appPool.query(
        `insert into instance.platform_registration (sealed_token, platform_url, registered_at) values ($1, $2, $3)
         on conflict (single) do update set sealed_token = $1, platform_url = $2, registered_at = $3`,
        [sealedToken, platformUrl, at],
      );
    },
    registration: async () => {
      const { rows } = await appPool.query<{ sealedToken: Buffer; platformUrl: string }>(
        `select sealed_token as "sealedToken", platform_url as "platformUrl" from instance.platform_registration`,
      );
      return rows[0];
    },
    claimHour: async (now) => {
      const { rowCount } = await appPool.query(
        `insert into instance.task_schedules as schedule (kind, next_at) values ('platform.call-back', $2)
         on conflict (kind) do update set next_at = excluded.next_at where schedule.next_at <= $1`,
        [now, new Date(now.getTime() + HOUR_MS)],
      );
      return rowCount === 1;
    },
    close: spares.close,
  };
}

/** Runs work of which at most so many pieces go on at once, in the order it comes. */
function queue(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
