import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import type { Keys } from "../keys.ts";
import type { Log } from "../log.ts";
import { type Owner, withClient } from "./bootstrap.ts";
import type { MigrationSet } from "./migrations.ts";
import { provisionTenant, tenantPassword } from "./provision.ts";

/** Spares are made one at a time, however many processes want to. */
const LOCK = 7_281_947;

export interface SpareOptions {
  /** The login that may make schemas; without it spares come from whoever migrates. */
  owner: Owner | undefined;
  appPool: Pool;
  keys: Keys;
  migrations: MigrationSet;
  /** How many are kept ready. */
  count: number;
  log: Log;
}

export interface Spares {
  /** Turns a spare into this tenant, still `preparing`. False when there is none and this process may not make one. */
  adopt(tenantId: string): Promise<boolean>;
  /** Makes what is missing, in the background. */
  fill(): void;
  /** Ends after the spare that is being made. */
  close(): Promise<void>;
}

/** Keeps finished schemas ready, so that a new workshop waits for a change of names and not for its tables. */
export function openSpares({ owner, appPool, keys, migrations, count, log }: SpareOptions): Spares {
  let filling: Promise<void> | undefined;
  let isClosed = false;

  const fill = () => {
    if (owner === undefined || isClosed) return;
    filling ??= fillSpares(owner, keys, migrations, count, () => isClosed)
      .catch((error: Error) => log.warn({ err: error }, "no spare schema could be made; new workshops wait longer"))
      .finally(() => {
        filling = undefined;
      });
  };
  const take = async (tenantId: string) => {
    const { rows } = await appPool.query<{ adopted: boolean }>("select instance.adopt_spare($1, $2, $3) as adopted", [
      tenantId,
      tenantPassword(keys, tenantId),
      migrations.newest,
    ]);
    return rows[0]?.adopted === true;
  };
  return {
    adopt: async (tenantId) => {
      let adopted = await take(tenantId);
      while (!adopted && owner !== undefined) {
        await withClient(owner, (client) => makeSpare(client, keys, migrations));
        adopted = await take(tenantId);
      }
      fill();
      return adopted;
    },
    fill,
    close: async () => {
      isClosed = true;
      await filling;
    },
  };
}

/** Makes spares until so many of the newest schema are ready. */
export async function fillSpares(
  owner: Owner,
  keys: Keys,
  migrations: MigrationSet,
  count: number,
  isOver: () => boolean = () => false,
): Promise<void> {
  await withClient(owner, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    const ready = async () => {
      const { rows } = await client.query<{ n: number }>(
        "select count(*)::integer as n from instance.tenants where state = 'spare' and schema_version = $1",
        [migrations.newest],
      );
      return rows[0]?.n ?? 0;
    };
    while (!isOver() && (await ready()) < count) await makeSpare(client, keys, migrations);
  });
}

async function makeSpare(client: Parameters<typeof provisionTenant>[0], keys: Keys, migrations: MigrationSet) {
  const id = `spare-${randomBytes(6).toString("hex")}`;
  await provisionTenant(client, id, keys, migrations, undefined, "spare");
}
