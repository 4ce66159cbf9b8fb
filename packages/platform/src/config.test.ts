import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { configCommand } from "./config/cli.ts";
import { managementApiConfig } from "./config/management.ts";
import { workshopApiConfig, workshopWebConfig } from "./config/workshop.ts";
import { ConfigError, describeVariables, loadConfig, readConfig } from "./config.ts";

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "config-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

const jwt = randomBytes(64).toString("hex");
const consumer = randomBytes(32).toString("base64");
const session = randomBytes(32).toString("base64");
const secrets = { JWT_SECRET: jwt, CONSUMER_SECRET: consumer };

function write(name: string, content: string | object): string {
  const path = join(cwd, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

/** The settings file as the deployment guide prints it, with real values in place of the printed ones. */
const printedFile = {
  JwtOptions: { Secret: jwt, ConsumerSecret: consumer },
  DbOptions: {
    Host: "db",
    Port: 5432,
    UserId: "mechanicbuddy",
    Password: "p4ss-word",
    Name: "mechanicbuddy",
    MultiTenancy: { Enabled: false },
  },
  SmtpOptions: { Host: "smtp.example.com", Port: 587, User: "desk@example.com", Password: "m4il-word" },
  Cors: { Mode: "Production", AppHost: "https://garage.example.com" },
};

const problemsOf = (env: Record<string, string>, definition = workshopApiConfig) =>
  readConfig(definition, { env, cwd }).problems;

test("the settings file of the deployment guide is all a workshop needs", () => {
  write("appsettings.Secrets.json", printedFile);
  const config = loadConfig(workshopApiConfig, { env: { NODE_ENV: "production" }, cwd });
  expect(config).toMatchObject({
    JWT_SECRET: jwt,
    CONSUMER_SECRET: consumer,
    DB_HOST: "db",
    DB_PORT: 5432,
    DB_USER: "mechanicbuddy",
    DB_PASSWORD: "p4ss-word",
    DB_NAME: "mechanicbuddy",
    MULTI_TENANCY: false,
    SMTP_HOST: "smtp.example.com",
    SMTP_PORT: 587,
    CORS_MODE: "Production",
    CORS_APP_HOST: "https://garage.example.com",
    PORT: 15567,
    HOST: "127.0.0.1",
  });
});

test("a site starts with exactly the .env of the deployment guide", () => {
  write(
    ".env",
    `SERVER_SECRET=${consumer}\nSESSION_SECRET=${session}\nAPI_URL=http://api:15567\nNEXT_PUBLIC_API_URL=https://api.example.com\nNEXT_PUBLIC_SESSION_TIMEOUT=1500\n`,
  );
  const config = loadConfig(workshopWebConfig, { env: { NODE_ENV: "production" }, cwd });
  expect(config).toMatchObject({ API_URL: "http://api:15567", NEXT_PUBLIC_SESSION_TIMEOUT: 1500, PORT: 3000 });
});

test("a value that is the default is no forgotten example", () => {
  const database = {
    DB_HOST: "db",
    DB_NAME: "platform",
    DB_USER: "u",
    DB_PASSWORD: "p4ssword",
    DB_APP_PASSWORD: "p4ssw0rd",
  };
  const env = { ...database, JWT_SECRET: jwt, NODE_ENV: "production", IMAGE_REGISTRY: "ghcr.io/your-org" };
  expect(loadConfig(managementApiConfig, { env }).IMAGE_REGISTRY).toBe("ghcr.io/your-org");
  expect(() => loadConfig(managementApiConfig, { env: { ...env, IMAGE_REGISTRY: "ghcr.io/your-company" } })).toThrow(
    "IMAGE_REGISTRY (environment) still holds a value from an example",
  );
});

test("the printed examples themselves do not start in production, and each is named", () => {
  write("appsettings.Secrets.json", {
    JwtOptions: { Secret: "your-production-64-byte-hex-secret", ConsumerSecret: "your-production-32-byte-base64" },
    DbOptions: { ...printedFile.DbOptions, Password: "strong-production-password" },
    SmtpOptions: {
      Host: "smtp.your-provider.com",
      Port: 587,
      User: "your-email@domain.com",
      Password: "smtp-password",
    },
    Cors: { Mode: "Production", AppHost: "https://your-domain.com" },
  });
  const problems = problemsOf({ NODE_ENV: "production" });
  for (const name of [
    "JWT_SECRET",
    "CONSUMER_SECRET",
    "DB_PASSWORD",
    "SMTP_HOST",
    "SMTP_USER",
    "SMTP_PASSWORD",
    "CORS_APP_HOST",
  ]) {
    expect(problems.filter((problem) => problem.startsWith(`${name} `))).toHaveLength(1);
  }
});

test("the environment beats .env, .env beats the settings file, and a named file beats them all", () => {
  write("appsettings.Secrets.json", { ...printedFile, DbOptions: { ...printedFile.DbOptions, Host: "from-json" } });
  const load = (env: Record<string, string>) => loadConfig(workshopApiConfig, { env, cwd }).DB_HOST;
  expect(load({})).toBe("from-json");
  write(".env", "DB_HOST=from-dotenv\n");
  expect(load({})).toBe("from-dotenv");
  expect(load({ DB_HOST: "from-environment" })).toBe("from-environment");
  expect(load({ DB_HOST: "from-environment", DB_HOST_FILE: write("host", "from-file\n") })).toBe("from-file");
  expect(load({ DB_HOST: "" })).toBe("from-dotenv");
});

test("all faults are listed at once, with the remedy and without a single value", () => {
  const env = {
    NODE_ENV: "production",
    PORT: "seventy",
    JWT_SECRET: "deadbeef-geheim",
    LOG_LEVEL: "loud-geheim",
    MULTI_TENANCY: "vielleicht-geheim",
    DB_POOL_MAX: "-3",
    PUBLIC_URL: "garage-geheim",
    SMTP_FROM: "Acme <geheim@example.com>",
    CONSUMER_SECRET_FILE: join(cwd, "nowhere"),
  };
  const attempt = () => loadConfig(workshopApiConfig, { env, cwd });
  expect(attempt).toThrow(ConfigError);
  try {
    attempt();
  } catch (error) {
    const { message, problems } = error as ConfigError;
    for (const name of [
      "PORT",
      "JWT_SECRET",
      "LOG_LEVEL",
      "MULTI_TENANCY",
      "DB_POOL_MAX",
      "PUBLIC_URL",
      "SMTP_FROM",
      "CONSUMER_SECRET",
    ]) {
      expect(problems.some((problem) => problem.startsWith(name))).toBe(true);
    }
    expect(message).toContain("PORT (environment) must be a whole number from 0 to 65535.");
    expect(message).not.toMatch(/geheim|seventy|-3|nowhere/);
  }
});

test("a broken settings file is named without quoting it", () => {
  write("appsettings.Secrets.json", `{ "JwtOptions": { "Secret": "geheim" `);
  const problems = problemsOf({}).join("\n");
  expect(problems).toContain("appsettings.Secrets.json is not valid JSON");
  expect(problems).not.toContain("geheim");
});

test("a mistyped name in our own files stops a production start and is a warning before", () => {
  write("appsettings.Secrets.json", { ...printedFile, DbOptions: { ...printedFile.DbOptions, Hosst: "db2" } });
  write(".env", "SMTP_HOTS=mail\nSESSION_SECRET=belongs-to-the-site\n");
  const { problems, warnings } = readConfig(workshopApiConfig, { env: {}, cwd });
  expect(problems).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining("DbOptions.Hosst"), expect.stringContaining("SMTP_HOTS")]);
  expect(problemsOf({ NODE_ENV: "production" })).toEqual(warnings);
});

test("a setting that needs another one says which", () => {
  expect(problemsOf({ ...secrets, DB_HOST: "db" })).toEqual([
    "DB_NAME is missing, as DB_HOST is set.",
    "DB_USER is missing, as DB_HOST is set.",
    "DB_PASSWORD or DB_APP_PASSWORD is missing, as DB_HOST is set.",
  ]);
  expect(problemsOf({ ...secrets, FILES_DRIVER: "folder" })).toEqual([
    "FILES_DIR is missing, as FILES_DRIVER is folder.",
  ]);
  expect(problemsOf({ ...secrets, FILES_DRIVER: "s3" })).toHaveLength(3);
  expect(problemsOf({ ...secrets, SMTP_USER: "desk" })).toEqual(["SMTP_PASSWORD is missing, as SMTP_USER is set."]);
  expect(problemsOf({ ...secrets, DATABASE_URL: "postgres://a:b@c/d", DB_HOST: "c" })).toHaveLength(1);
  expect(problemsOf({ ...secrets, NODE_ENV: "production" })).toEqual([
    expect.stringContaining("DATABASE_URL or DB_HOST"),
  ]);
  expect(problemsOf(secrets)).toEqual([]);
});

test("no secret has a default, and every variable is explained", () => {
  for (const definition of [workshopApiConfig, workshopWebConfig]) {
    for (const variable of describeVariables(definition as unknown as typeof workshopApiConfig)) {
      expect(variable.description).toMatch(/^[A-Z`0-9].*\.$/);
      if (variable.isSecret) expect(variable.default).toBe("");
    }
  }
});

test("the operator sees every value with its source, and of a secret only that it is set", () => {
  write("appsettings.Secrets.json", printedFile);
  const { output, exitCode } = configCommand(["print", "workshop-api"], { env: { LOG_LEVEL: "warn" }, cwd });
  expect(exitCode).toBe(0);
  expect(output).toMatch(/LOG_LEVEL +warn \(environment\)/);
  expect(output).toMatch(/DB_HOST +db \(appsettings\.Secrets\.json: DbOptions\.Host\)/);
  expect(output).toMatch(/PORT +15567 \(default\)/);
  expect(output).toMatch(/JWT_SECRET +set \(sha256 [0-9a-f]{4}…\)/);
  expect(output).toMatch(/S3_BUCKET +not set/);
  for (const secret of [jwt, consumer, "p4ss-word", "m4il-word"]) expect(output).not.toContain(secret);
});

test("the check command fails when a server would not start, and says how it is used", () => {
  expect(configCommand(["check", "workshop-api"], { env: {}, cwd })).toMatchObject({ exitCode: 1 });
  expect(configCommand(["check", "workshop-api"], { env: secrets, cwd })).toMatchObject({ exitCode: 0 });
  expect(configCommand(["destroy"], { env: {}, cwd })).toMatchObject({ exitCode: 2 });
});
