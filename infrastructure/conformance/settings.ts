import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { readConfig } from "@mechanicbuddy/platform/config";
import type { ConfigDefinition } from "@mechanicbuddy/platform/config/definition";
import { workshopApiConfig, workshopWebConfig } from "@mechanicbuddy/platform/config/workshop";
import { type Check, holds, none } from "./check.ts";
import { root } from "./programs.ts";
import { inScratch, said, textOf } from "./scratch.ts";

/** Reads a server's settings in a folder with these files and this environment, as it does at its start. */
function settingsWith(definition: ConfigDefinition, files: Record<string, string>, env: Record<string, string> = {}) {
  return inScratch(async (cwd) => {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(cwd, name)), { recursive: true });
      await writeFile(join(cwd, name), text);
    }
    return readConfig(definition, { cwd, env: { NODE_ENV: "production", ...env } });
  });
}

const api = workshopApiConfig as unknown as ConfigDefinition;
const web = workshopWebConfig as unknown as ConfigDefinition;
const key64 = () => randomBytes(64).toString("hex");
const key32 = () => randomBytes(32).toString("base64");
const printedSettings = () => textOf("infrastructure/conformance/guide/settings.json");
const printedEnv = () => textOf("infrastructure/conformance/guide/frontend.env");

/** The guide's file with what its placeholders stand for. */
async function filledSettings(): Promise<string> {
  return (await printedSettings())
    .replace("your-production-64-byte-hex-secret", key64())
    .replace("your-production-32-byte-base64", key32())
    .replace("strong-production-password", randomBytes(18).toString("hex"))
    .replace("smtp.your-provider.com", "smtp.example.com")
    .replace("your-email@domain.com", "desk@example.com")
    .replace('"smtp-password"', `"${randomBytes(18).toString("hex")}"`)
    .replace("your-domain.com", "garage.example.com");
}

async function theFileIsEnough(): Promise<void> {
  const text = await filledSettings();
  const { values, problems } = await settingsWith(api, { "appsettings.Secrets.json": text });
  none(problems);
  const expected = { DB_HOST: "db", DB_PORT: 5432, DB_USER: "mechanicbuddy", DB_NAME: "mechanicbuddy", SMTP_PORT: 587 };
  for (const [name, value] of Object.entries({ ...expected, MULTI_TENANCY: false, CORS_MODE: "Production" }))
    holds((values as Record<string, unknown>)[name] === value, `${name} does not arrive from the settings file`);
  for (const name of ["JWT_SECRET", "CONSUMER_SECRET", "DB_PASSWORD", "SMTP_HOST", "SMTP_USER", "SMTP_PASSWORD"])
    holds(name in values, `${name} does not arrive from the settings file`);
}

async function theEnvironmentWins(): Promise<void> {
  const files = { "appsettings.Secrets.json": await filledSettings() };
  const { values } = await settingsWith(api, files, { DB_HOST: "elsewhere" });
  holds((values as { DB_HOST?: string }).DB_HOST === "elsewhere", "the settings file beats the environment");
}

async function unknownKeysAreNamed(): Promise<void> {
  const text = (await filledSettings()).replace('"Host": "db"', '"Host": "db", "Hosts": "db"');
  const { problems } = await settingsWith(api, { "appsettings.Secrets.json": text });
  holds(
    problems.some((problem) => problem.includes("DbOptions.Hosts")),
    "an unknown key is not named",
  );
}

/** Printed values are no secrets: each that a person must fill in is refused by name, and none is repeated. */
async function placeholdersAreRefused(): Promise<void> {
  const { problems } = await settingsWith(api, { "appsettings.Secrets.json": await printedSettings() });
  for (const name of ["JWT_SECRET", "CONSUMER_SECRET", "DB_PASSWORD", "SMTP_USER", "SMTP_PASSWORD", "CORS_APP_HOST"])
    holds(
      problems.some((problem) => problem.startsWith(name)),
      `${name} of the example is taken as it is`,
    );
  holds(!problems.join().includes("your-"), "a fault repeats a value");
}

/** Both servers stop at once, with the whole list of what is missing. */
async function missingSecretsStopAStart(): Promise<void> {
  const servers = [
    { entry: "apps/workshop-api/src/main.ts", missing: ["JWT_SECRET", "CONSUMER_SECRET"] },
    { entry: "apps/management-api/src/main.ts", missing: ["JWT_SECRET"] },
    { entry: "apps/workshop-web/server/main.ts", missing: ["SERVER_SECRET", "SESSION_SECRET"] },
  ];
  await inScratch(async (cwd) => {
    for (const { entry, missing } of servers) {
      const env = { PATH: process.env.PATH, NODE_ENV: "production", PORT: "0" };
      const { code, stderr } = await said(process.execPath, [join(root, entry)], { cwd, env });
      holds(code === 1, `${entry} starts without secrets`);
      none(
        missing.filter((name) => !stderr.includes(name)).map((name) => `${entry} does not say that ${name} is missing`),
      );
    }
  });
}

async function theSitesFileIsEnough(): Promise<void> {
  const text = (await printedEnv())
    .replace("your-production-32-byte-base64", key32())
    .replace("another-32-byte-base64-key", key32())
    .replace("your-domain.com", "garage.example.com");
  const { values, problems } = await settingsWith(web, { ".env": text });
  none(problems);
  const { API_URL, NEXT_PUBLIC_SESSION_TIMEOUT } = values as Record<string, unknown>;
  holds(API_URL === "http://api:15567", "API_URL does not arrive");
  holds(NEXT_PUBLIC_SESSION_TIMEOUT === 1500, "the session's end does not arrive");
  const printed = await settingsWith(web, { ".env": await printedEnv() });
  for (const name of ["SERVER_SECRET", "SESSION_SECRET", "NEXT_PUBLIC_API_URL"])
    holds(
      printed.problems.some((problem) => problem.startsWith(name)),
      `${name} of the example is taken as it is`,
    );
}

export const checks: Check[] = [
  { row: "settings-json", run: theFileIsEnough },
  { row: "settings-json", run: theEnvironmentWins },
  { row: "settings-json", run: unknownKeysAreNamed },
  { row: "settings-json", run: placeholdersAreRefused },
  { row: "web-env", run: theSitesFileIsEnough },
  { row: "web-env", run: missingSecretsStopAStart },
];
