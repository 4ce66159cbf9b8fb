import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Gathered } from "./sources.ts";

/** The groups of `appsettings.Secrets.json` and the variables they stand for. */
export const settingsFileKeys: Readonly<Record<string, string>> = {
  "JwtOptions.Secret": "JWT_SECRET",
  "JwtOptions.PreviousSecret": "JWT_SECRET_PREVIOUS",
  "JwtOptions.ConsumerSecret": "CONSUMER_SECRET",
  "DbOptions.Host": "DB_HOST",
  "DbOptions.Port": "DB_PORT",
  "DbOptions.UserId": "DB_USER",
  "DbOptions.Password": "DB_PASSWORD",
  "DbOptions.Name": "DB_NAME",
  "DbOptions.MultiTenancy.Enabled": "MULTI_TENANCY",
  "SmtpOptions.Host": "SMTP_HOST",
  "SmtpOptions.Port": "SMTP_PORT",
  "SmtpOptions.User": "SMTP_USER",
  "SmtpOptions.Password": "SMTP_PASSWORD",
  "Cors.Mode": "CORS_MODE",
  "Cors.AppHost": "CORS_APP_HOST",
};

/** Reads a settings file into `gathered`. Several servers read the same one: each takes what it knows. */
export function readSettingsFile(path: string, names: ReadonlySet<string>, gathered: Gathered): void {
  const file = basename(path);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    // The parser's message quotes the text around the fault, which may be a secret.
    const reason =
      error instanceof SyntaxError ? "is not valid JSON" : `cannot be read (${(error as NodeJS.ErrnoException).code})`;
    gathered.faults.push(`${file} ${reason}.`);
    return;
  }
  for (const [key, value] of leaves(content)) {
    const name = settingsFileKeys[key];
    if (name === undefined) {
      gathered.unknown.push(
        `${key === "" ? "The top level" : key} in ${file} is not a setting. Correct its name or remove it.`,
      );
    } else if (names.has(name) && value !== null && value !== "") {
      gathered.found.set(name, { text: String(value), source: `${file}: ${key}` });
    }
  }
}

/** Every value with the dotted path to it. */
function leaves(value: unknown, path: string[] = []): [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path.join("."), value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}
