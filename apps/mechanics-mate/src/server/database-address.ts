import type { MateVariables } from "./config.ts";

type Sources = Pick<MateVariables, "DATABASE_URL" | "SUPABASE_URL" | "SUPABASE_SERVICE_ROLE_KEY">;

export interface DatabaseAddress {
  url: string | undefined;
  /** Which variable it came from, for the log. */
  source: "DATABASE_URL" | "SUPABASE_URL" | undefined;
  problems: string[];
}

const remedy =
  "Add the line DATABASE_URL=postgresql://postgres:<database password>@db.<project>.supabase.co:5432/postgres";

/** The database of the settings: `DATABASE_URL`, then its aliases. A REST key opens no SQL connection, and it says so. */
export function databaseAddress(values: Sources, isProduction: boolean): DatabaseAddress {
  const { DATABASE_URL, SUPABASE_URL, SUPABASE_SERVICE_ROLE_KEY: password } = values;
  if (DATABASE_URL !== undefined) return { url: DATABASE_URL, source: "DATABASE_URL", problems: [] };
  if (SUPABASE_URL === undefined) {
    const problems = isProduction
      ? ["DATABASE_URL is missing: address of the database. Set it to postgresql://user:password@host:5432/name"]
      : [];
    return { url: undefined, source: undefined, problems };
  }
  const found = (url: string): DatabaseAddress => ({ url, source: "SUPABASE_URL", problems: [] });
  const failed = (problem: string): DatabaseAddress => ({
    url: undefined,
    source: "SUPABASE_URL",
    problems: [problem],
  });
  const url = new URL(SUPABASE_URL);
  if (url.protocol !== "https:") {
    if (url.password !== "") return found(SUPABASE_URL);
  } else {
    const project = /^([a-z0-9]+)\.supabase\.co$/.exec(url.hostname)?.[1];
    if (project === undefined) return failed(`SUPABASE_URL names no project of Supabase. ${remedy}`);
    url.href = `postgresql://postgres@db.${project}.supabase.co:5432/postgres`;
  }
  if (password === undefined)
    return failed(`SUPABASE_URL holds no password and SUPABASE_SERVICE_ROLE_KEY is not set. ${remedy}`);
  if (isRestKey(password)) {
    return failed(`SUPABASE_SERVICE_ROLE_KEY is a key of the REST interface, which opens no SQL connection. ${remedy}`);
  }
  url.password = encodeURIComponent(password);
  return found(url.href);
}

function isRestKey(key: string): boolean {
  return /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(key) || key.startsWith("sb_secret_");
}
