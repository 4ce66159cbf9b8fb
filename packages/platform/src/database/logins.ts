import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Keys } from "../keys.ts";
import { keysFrom } from "../keys.ts";
import { appLogin, type Owner } from "./bootstrap.ts";
import { encryptionTo } from "./encryption.ts";
import { tenantLogin, tenantPassword } from "./provision.ts";

/** The settings that say where the database is and who signs in to it. */
export interface DatabaseSettings {
  DATABASE_URL?: string;
  DB_HOST?: string;
  DB_PORT: number;
  DB_NAME?: string;
  DB_USER?: string;
  DB_PASSWORD?: string;
  DB_APP_PASSWORD?: string;
  TENANT_DB_KEY?: string;
  DB_SSL: "prefer" | "require" | "verify";
  JWT_SECRET: string;
  JWT_SECRET_PREVIOUS?: string;
  INSTANCE_ID: string;
}

export interface Logins {
  owner: Owner;
  /** The runtime login: registry, limits, task tables. */
  app: Owner;
  /** The login of one workshop. */
  tenant: (id: string) => Owner;
  /** Keys of the instance; tenants' passwords come from `tenantKeys`. */
  keys: Keys;
  tenantKeys: Keys;
}

/**
 * Turns settings into the logins of a server. Passwords that are not given are derived.
 * @throws when the database is away and `DB_SSL=prefer` has to ask it
 */
export async function loginsFrom(settings: DatabaseSettings): Promise<Logins> {
  const keys = keysFrom(settings.JWT_SECRET, settings.INSTANCE_ID, settings.JWT_SECRET_PREVIOUS);
  const tenantKeys =
    settings.TENANT_DB_KEY === undefined ? keys : keysFrom(settings.TENANT_DB_KEY, settings.INSTANCE_ID);
  const address = ownerFrom(settings);
  const owner = { ...address, ssl: await encryptionTo(address, settings.DB_SSL) };
  const password = settings.DB_APP_PASSWORD ?? keys.derive(`app-login:${owner.password}`).toString("base64url");
  return {
    owner,
    app: { ...owner, user: appLogin(owner.user), password },
    tenant: (id) => ({ ...owner, user: tenantLogin(id), password: tenantPassword(tenantKeys, id) }),
    keys,
    tenantKeys,
  };
}

function ownerFrom(settings: DatabaseSettings): Owner {
  if (settings.DATABASE_URL !== undefined) {
    const url = new URL(settings.DATABASE_URL);
    return {
      host: url.hostname,
      port: url.port === "" ? 5432 : Number(url.port),
      database: decodeURIComponent(url.pathname.slice(1)),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    };
  }
  const { DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD = "" } = settings;
  if (DB_HOST === undefined || DB_NAME === undefined || DB_USER === undefined) {
    throw new Error("DB_HOST, DB_NAME and DB_USER say where the database is; set them, or DATABASE_URL");
  }
  return { host: DB_HOST, port: DB_PORT, database: DB_NAME, user: DB_USER, password: DB_PASSWORD };
}

/**
 * Leaves the password of the runtime login in the file named by `--leave-app-password`, for a server beside that reads it
 * as `DB_APP_PASSWORD_FILE` and so never sees the owner's. Nothing happens without that argument.
 */
export async function leaveAppPassword({ password }: Owner, args = process.argv.slice(2)): Promise<void> {
  const { values } = parseArgs({ args, options: { "leave-app-password": { type: "string" } }, strict: false });
  const path = values["leave-app-password"];
  if (typeof path === "string") await writeFile(path, password, { mode: 0o600 });
}
