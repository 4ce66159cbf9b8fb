import { hkdfSync } from "node:crypto";
import { readFileSync } from "node:fs";

export interface Settings {
  /** The API as this server reaches it. */
  apiUrl: URL;
  /** The API as outside clients reach it; shown in settings. */
  publicApiUrl: string | undefined;
  /** Proves this server to the API. */
  serverSecret: string;
  /** Encrypts the session cookie. */
  sessionKey: Uint8Array;
  /** Idle seconds until a session ends, until the API says otherwise. */
  idleSeconds: number;
  baseDomain: string;
  /** The workshop of every host, where one runs alone; undefined where `MULTI_TENANCY` is on. */
  onlyTenant: string | undefined;
  production: boolean;
}

type Env = Record<string, string | undefined>;

/** Reads the settings of the site, each also from the file that `NAME_FILE` names. Throws one error listing every fault, never a value. */
export function readSettings(env: Env): Settings {
  const faults: string[] = [];
  const value = (name: string): string | undefined => {
    const file = env[`${name}_FILE`];
    const text = file ? readFileSync(file, "utf8").trim() : env[name]?.trim();
    return text === "" ? undefined : text;
  };
  const secret = (name: string, makeIt: string): string => {
    const text = value(name);
    if (text === undefined) faults.push(`${name} is missing; make one with: ${makeIt}`);
    else if (/^(your-|change)/i.test(text)) faults.push(`${name} is still the example; make one with: ${makeIt}`);
    else if (text.length < 32) faults.push(`${name} is shorter than 32 characters; make one with: ${makeIt}`);
    return text ?? "";
  };
  const url = (name: string, fallback: string): URL => {
    const text = value(name) ?? fallback;
    if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text);
    faults.push(`${name} is not an address such as ${fallback}`);
    return new URL(fallback);
  };
  const settings: Settings = {
    apiUrl: url("API_URL", "http://localhost:15567"),
    publicApiUrl: value("NEXT_PUBLIC_API_URL"),
    serverSecret: secret("SERVER_SECRET", "openssl rand -base64 32 (the API's CONSUMER_SECRET is the same)"),
    sessionKey: sessionKeyOf(secret("SESSION_SECRET", "openssl rand -base64 32")),
    idleSeconds: Number(value("NEXT_PUBLIC_SESSION_TIMEOUT") ?? 1500),
    baseDomain: value("BASE_DOMAIN") ?? "localhost",
    onlyTenant: value("MULTI_TENANCY") === "true" ? undefined : (value("TENANT_ID") ?? "main"),
    production: env.NODE_ENV === "production",
  };
  if (!Number.isInteger(settings.idleSeconds) || settings.idleSeconds < 180) {
    faults.push("NEXT_PUBLIC_SESSION_TIMEOUT is a whole number of seconds, 180 or more");
  }
  if (faults.length > 0)
    throw new Error(`Settings of the workshop site:\n${faults.map((fault) => `- ${fault}`).join("\n")}`);
  return settings;
}

function sessionKeyOf(secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "mechanicbuddy workshop-web session", 32));
}

let known: Settings | undefined;

/** The settings of this process, read once. */
export function settings(): Settings {
  known ??= readSettings(process.env);
  return known;
}
