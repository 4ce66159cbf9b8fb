import { ConfigError } from "./config.ts";

/** What a server listens on and speaks to, for telling a person what stands in its way. */
interface Surroundings {
  HOST?: string;
  PORT?: number;
  DATABASE_URL?: string;
  DB_HOST?: string;
  DB_PORT?: number;
  DB_USER?: string;
  DB_NAME?: string;
}

/** Why a server does not start, and what to do about it; never a value of a secret. */
export function startFault(error: unknown, { HOST, PORT, ...database }: Surroundings = {}): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message } = causeOf(error);
  const { DATABASE_URL, DB_HOST, DB_PORT, DB_USER, DB_NAME } = database;
  const place = DATABASE_URL === undefined ? `${DB_HOST}:${DB_PORT}` : "the host of DATABASE_URL";
  if (code === "EADDRINUSE")
    return `Port ${PORT} of ${HOST} is in use already. End what listens there (ss -ltnp shows it) or set PORT to another one.`;
  if (code === "28P01" || code === "28000")
    return `The database refuses the password of ${DB_USER ?? "its login"}. After a change in the settings file: npm run doctor -- --sync-db-password`;
  if (code === "3D000")
    return `The database ${DB_NAME ?? "of DATABASE_URL"} does not exist at ${place}. Create it or correct DB_NAME.`;
  if (code !== undefined && unreachable.has(code))
    return `The database at ${place} cannot be reached (${code}). Check that it runs (docker compose ps db) and that DB_HOST and DB_PORT are right.`;
  if (code === "42P01" || code === "3F000") return "The database is not migrated yet. Run: npm run migrate";
  return message;
}

const unreachable = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ECONNRESET",
  "57P03",
]);

/** A host with two addresses fails with a fault for each. */
function causeOf(error: unknown): { code?: string; message: string } {
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0]);
  const { code } = error as { code?: string };
  return { code, message: String(error) };
}
