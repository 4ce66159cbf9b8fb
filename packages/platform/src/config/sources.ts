import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseEnv } from "node:util";
import type { ConfigDefinition } from "./definition.ts";
import { readSettingsFile } from "./settings-file.ts";

/** Where to look; everything has the default a server uses. */
export interface ConfigInputs {
  env?: Record<string, string | undefined>;
  cwd?: string;
  files?: {
    /** Settings files, of which the first that exists is read. */
    settings?: string[];
    /** The `.env` file. */
    env?: string;
  };
}

/** The text of a variable and where it came from. */
export interface Found {
  text: string;
  source: string;
}

export interface Gathered {
  found: Map<string, Found>;
  /** Files that cannot be read. */
  faults: string[];
  /** Names in our own files that mean nothing. */
  unknown: string[];
}

/** Collects texts from all places, later ones over earlier ones. An empty text counts as not set. */
export function gather(definition: ConfigDefinition, inputs: ConfigInputs): Gathered {
  const { env = process.env, cwd = process.cwd() } = inputs;
  const gathered: Gathered = { found: new Map(), faults: [], unknown: [] };
  const names = Object.keys(definition.variables.properties);
  const known = new Set([...names, ...(definition.otherNames ?? [])].flatMap((name) => [name, `${name}_FILE`]));

  const settingsFile = (inputs.files?.settings ?? settingsFiles(env, cwd)).find((path) => existsSync(path));
  if (settingsFile !== undefined) readSettingsFile(settingsFile, new Set(names), gathered);
  else if (env.CONFIG_FILE) gathered.faults.push("CONFIG_FILE names a file that does not exist.");

  const envFile = inputs.files?.env ?? join(cwd, ".env");
  const fromEnvFile = existsSync(envFile) ? readText(envFile, ".env", gathered) : undefined;
  const fileValues = fromEnvFile === undefined ? {} : parseEnv(fromEnvFile);
  for (const name of Object.keys(fileValues)) {
    if (known.has(name)) continue;
    gathered.unknown.push(
      `${name} in ${basename(envFile)} is not a setting of ${definition.server}. Correct its name or remove it.`,
    );
  }
  const layers: [string, Record<string, string | undefined>][] = [
    [".env", fileValues],
    ["environment", env],
  ];
  for (const [source, values] of layers) {
    for (const name of names) {
      const text = values[name];
      if (text !== undefined && text !== "") gathered.found.set(name, { text, source });
    }
  }
  for (const name of names) readNamedFile(name, env[`${name}_FILE`] || fileValues[`${name}_FILE`], gathered);
  return gathered;
}

function settingsFiles(env: Record<string, string | undefined>, cwd: string): string[] {
  if (env.CONFIG_FILE) return [env.CONFIG_FILE];
  const name = "appsettings.Secrets.json";
  return [join(cwd, name), join("/app/config", name), join(cwd, "apps/workshop-api", name)];
}

/** `NAME_FILE`: the value stands in that file, as Kubernetes and Compose mount secrets. */
function readNamedFile(name: string, path: string | undefined, gathered: Gathered): void {
  if (path === undefined || path === "") return;
  const text = readText(path, `${name}_FILE`, gathered)?.replace(/\r?\n$/, "");
  if (text !== undefined && text !== "") gathered.found.set(name, { text, source: `${name}_FILE` });
}

function readText(path: string, what: string, gathered: Gathered): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    gathered.faults.push(`${what} names a file that cannot be read (${code}).`);
    return undefined;
  }
}
