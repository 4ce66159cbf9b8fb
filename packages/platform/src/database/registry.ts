import type { Entitlement } from "@mechanicbuddy/contract/plans";
import { Client, type Pool } from "pg";
import type { Tenant } from "../context.ts";
import type { Log } from "../log.ts";

/** A tenant as the registry knows it. */
export interface RegisteredTenant extends Tenant {
  readonly state: "preparing" | "active" | "suspended" | "closing";
  readonly schemaVersion: string | null;
  /** True until a migration that failed was tried again and went. */
  readonly isStuck: boolean;
}

export interface Registry {
  find(tenantId: string): Promise<RegisteredTenant | undefined>;
  /** The tenant a host belongs to: `<id>.<base domain>` or a domain of its own. */
  findByHost(host: string): Promise<RegisteredTenant | undefined>;
  all(): Promise<RegisteredTenant[]>;
  /** Looks again at the next question, because this process changed something. */
  refresh(): void;
  /**
   * Keeps a verified entitlement unless a newer one is kept already, and answers the version that holds now.
   * @param token the signed document as it came, kept beside what it says
   */
  keepEntitlement(tenantId: string, token: string, document: Entitlement): Promise<number>;
  close(): Promise<void>;
}

export interface RegistryOptions {
  appPool: Pool;
  baseDomain: string;
  /** Address of a tenant's site. */
  publicUrlOf: (tenantId: string) => string;
  log: Log;
}

interface Row {
  id: string;
  state: RegisteredTenant["state"];
  schema_version: string | null;
  stuck: boolean;
  hosts: string[];
  entitlement: Entitlement | null;
}

const MAX_AGE_MS = 30_000;

/** Keeps the registry in memory for at most 30 s; a notification only says "look again". */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const { appPool, baseDomain, publicUrlOf, log } = options;
  let byId = new Map<string, RegisteredTenant>();
  let byHost = new Map<string, string>();
  let loadedAt = 0;
  let loading: Promise<void> | undefined;

  const load = async () => {
    const { rows } = await appPool.query<Row>(
      `select id, state, schema_version, migration_error is not null as stuck, hosts, entitlement
        from instance.tenants where state <> 'spare'`,
    );
    byId = new Map(
      rows.map((row) => [
        row.id,
        {
          id: row.id,
          publicUrl: publicUrlOf(row.id),
          entitlement: row.entitlement,
          state: row.state,
          schemaVersion: row.schema_version,
          isStuck: row.stuck,
        },
      ]),
    );
    byHost = new Map(rows.flatMap((row) => row.hosts.map((host) => [host, row.id] as const)));
    loadedAt = Date.now();
  };
  const fresh = async () => {
    if (Date.now() - loadedAt < MAX_AGE_MS) return;
    loading ??= load().finally(() => {
      loading = undefined;
    });
    await loading;
  };

  const listener = new Client(appPool.options);
  listener.on("notification", () => {
    loadedAt = 0;
  });
  listener.on("error", (error) => log.warn({ err: error }, "registry notifications stopped; looking every 30 s"));
  await listener.connect();
  await listener.query("listen instance_tenants");

  const find = async (tenantId: string) => {
    await fresh();
    return byId.get(tenantId);
  };
  return {
    find,
    findByHost: async (host) => {
      const name = host.toLowerCase().replace(/:\d+$/, "");
      if (name.endsWith(`.${baseDomain}`)) return find(name.slice(0, -baseDomain.length - 1));
      await fresh();
      const id = byHost.get(name);
      return id === undefined ? undefined : byId.get(id);
    },
    all: async () => {
      await fresh();
      return [...byId.values()];
    },
    refresh: () => {
      loadedAt = 0;
    },
    keepEntitlement: async (tenantId, token, document) => {
      await appPool.query("select instance.keep_entitlement($1, $2, $3)", [tenantId, token, document]);
      loadedAt = 0;
      return (await find(tenantId))?.entitlement?.version ?? 0;
    },
    close: () => listener.end(),
  };
}
