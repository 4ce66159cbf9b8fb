import { hkdfSync } from "node:crypto";
import { readFileSync } from "node:fs";

export interface Settings {
  /** The platform's API as this server reaches it. */
  apiUrl: URL;
  /** Encrypts the session cookies. */
  sessionKey: Uint8Array;
  /** Where people reach this site; the address they asked for where it is not set. */
  publicUrl: string | undefined;
  /** Domain under which `<id>.` is a workshop. */
  baseDomain: string;
}

type Env = Record<string, string | undefined>;

/** Reads the settings of the portal, each also from the file that `NAME_FILE` names. Throws one error listing every fault, never a value. */
export function readSettings(env: Env): Settings {
  const faults: string[] = [];
  const value = (name: string): string | undefined => {
    const file = env[`${name}_FILE`];
    return (file ? readFileSync(file, "utf8").trim() : env[name]?.trim()) || undefined;
  };
  const url = (name: string, text: string | undefined, example: string): URL => {
    if (text !== undefined && URL.canParse(text) && /^https?:/.test(text)) return new URL(text);
    faults.push(`${name} is not an address such as ${example}`);
    return new URL(example);
  };
  const secret = value("SESSION_SECRET");
  if (secret === undefined) faults.push(`SESSION_SECRET is missing; ${makeIt}`);
  else if (/^(your-|change)/i.test(secret)) faults.push(`SESSION_SECRET is still the example; ${makeIt}`);
  else if (secret.length < 32) faults.push(`SESSION_SECRET is shorter than 32 characters; ${makeIt}`);
  const apiExample = "http://localhost:15568";
  const publicUrl = value("PORTAL_URL");
  const settings: Settings = {
    apiUrl: url("MANAGEMENT_API_URL", value("MANAGEMENT_API_URL") ?? apiExample, apiExample),
    sessionKey: new Uint8Array(hkdfSync("sha256", secret ?? "", "", "mechanicbuddy management-portal session", 32)),
    publicUrl: publicUrl && url("PORTAL_URL", publicUrl, "https://mechanicbuddy.app").origin,
    baseDomain: value("BASE_DOMAIN") ?? "localhost",
  };
  if (faults.length === 0) return settings;
  throw new Error(`Settings of the portal:\n${faults.map((fault) => `- ${fault}`).join("\n")}`);
}

const makeIt = "make one with: openssl rand -base64 32";

let known: Settings | undefined;

/** The settings of this process, read once. */
export function settings(): Settings {
  known ??= readSettings(process.env);
  return known;
}
