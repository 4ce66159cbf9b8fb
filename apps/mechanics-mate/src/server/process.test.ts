import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type {} from "@mechanicbuddy/platform/testing/ground";
import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { makeDatabase } from "./own-database.ts";

const server = fileURLToPath(new URL("../../server.js", import.meta.url));
let url: string;
let folder: string;
let admin: Client;
const name = `mate_${randomUUID().replaceAll("-", "")}`;
beforeAll(async () => {
  const { superuser } = inject("platformDatabase").server;
  admin = new Client({ ...superuser, database: "postgres" });
  await admin.connect();
  await makeDatabase(admin, "mate");
  await admin.query(`create database ${name} owner mate_owner`);
  url = `postgresql://mate_owner:mate@${superuser.host}:${superuser.port}/${name}`;
  folder = await mkdtemp(join(tmpdir(), "mate-process-"));
});
afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
  await rm(folder, { recursive: true });
});

interface Run {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
}

function run(args: string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [server, ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      DATABASE_URL: url,
      JWT_SECRET: "9vK2mQx7Lr4TzW8bNf3HcYp6JdSg1EaU5oRi0XtMw",
      PORT: "0",
      LOG_DIR: join(folder, "logs"),
      // Each start compiles the same files.
      NODE_COMPILE_CACHE: join(folder, "compiled"),
      ...env,
    },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  return { child, output: () => output, exit: once(child, "close").then(([code]) => code as number | null) };
}

/** Starts the server and waits until it listens. */
async function started(env: Record<string, string> = {}): Promise<Run & { base: string }> {
  const running = run([], env);
  const base = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const port = /running on http:\/\/localhost:(\d+)/.exec(running.output())?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    };
    running.child.stdout?.on("data", look);
    void running.exit.then(() => reject(new Error(`It ended: ${running.output()}`)));
  });
  return { ...running, base };
}
const messages = (output: string) =>
  output
    .trim()
    .split("\n")
    .map((line) =>
      line.startsWith("{")
        ? (JSON.parse(line) as { message: string; level: string })
        : { message: line, level: "info" },
    );

test("it says that the settings are right and where it runs, in JSON lines and files, without an error; SIGTERM ends it with 0 and every row is kept", async () => {
  const { child, base, output, exit } = await started();
  const lines = messages(output()).map(({ message }) => message);
  expect(lines).toContain("✅ Environment validation passed");
  expect(lines.at(-1)).toBe(`My Mechanic server running on http://localhost:${new URL(base).port}`);
  expect(output()).not.toMatch(/ERROR|CRITICAL|"level":"error"/);
  expect((await fetch(`${base}/api/auth/csrf-token`)).status).toBe(200);
  await fetch(`${base}/api/auth/login`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"email":"test@test.com","password":"wrongpass"}',
  });
  child.kill("SIGTERM");
  child.kill("SIGTERM");
  expect(await exit).toBe(0);
  expect(await readFile(join(folder, "logs/app.log"), "utf8")).toContain("My Mechanic server running");
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("select title from public.application_logs where log_type = 'auth_error'");
  await client.end();
  expect(rows.map(({ title }) => title)).toContain("A sign-in failed");
});

test("it starts with an address for error reports, and with a bad one it says so and starts", async () => {
  const seen: string[] = [];
  const tracker = createHttpServer((request, response) => {
    seen.push(request.url ?? "");
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(tracker, "listening");
  const { port } = tracker.address() as { port: number };
  const good = await started({ SENTRY_DSN: `http://key@127.0.0.1:${port}/1` });
  good.child.kill("SIGTERM");
  expect(await good.exit).toBe(0);
  const bad = await started({ SENTRY_DSN: "nonsense" });
  expect(bad.output()).toContain("SENTRY_DSN is not an address");
  bad.child.kill("SIGTERM");
  expect(await bad.exit).toBe(0);
  tracker.close();
});

test("a start that cannot go on is one clear line and exit 1, without a stack", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as { port: number };
  const cases: [Record<string, string>, string][] = [
    [{ PORT: String(port) }, `Port ${port} is taken`],
    [{ DATABASE_URL: url.replace(":mate@", ":wrong@") }, "refuses user or password of DATABASE_URL"],
    [{ DATABASE_URL: url.replace(/:\d+\//, ":1/") }, "No database answers at the host and port of DATABASE_URL"],
    [{ DATABASE_URL: `${url}_none` }, "does not exist"],
    [{ DATABASE_URL: `${url}?sslmode=verify-full` }, "do not agree on encryption"],
  ];
  for (const [env, sentence] of cases) {
    const { output, exit } = run([], env);
    expect([sentence, await exit]).toEqual([sentence, 1]);
    expect(output()).toContain(sentence);
    expect(output()).not.toMatch(/\n\s+at |mate@/);
  }
  taken.close();
}, 40_000);

test("the check of settings names every fault with its remedy and never a value", async () => {
  const { output, exit } = run(["--check-config"], {
    NODE_ENV: "production",
    DATABASE_URL: "",
    SUPABASE_URL: "https://your-project.supabase.co",
    JWT_SECRET: "<generate_strong_random_string>",
    STRIPE_SECRET_KEY: "sk_live_...",
    STRIPE_PRICE_STARTER: "price_...",
    ANTHROPIC_API_KEY: "sk-ant-...",
    PORT: "seventy",
  });
  expect(await exit).toBe(1);
  for (const variable of [
    "SUPABASE_URL",
    "JWT_SECRET",
    "STRIPE_SECRET_KEY",
    "STRIPE_PRICE_STARTER",
    "ANTHROPIC_API_KEY",
    "PORT",
  ]) {
    expect(output()).toContain(`- ${variable}`);
  }
  expect(output()).not.toMatch(/seventy|generate_strong/);
  const good = run(["--check-config"]);
  expect(await good.exit).toBe(0);
  expect(good.output()).toContain("✅ Environment validation passed");
});

test("commands do what they say, and an unknown one names the known", async () => {
  const commands: [string[], number, string][] = [
    [["migrate"], 0, "The database is up to date."],
    [["logs:cleanup"], 0, "rows were removed"],
    [["logs:cleanup", "--days", "x"], 1, "--days must be"],
    [["webhooks:retry"], 0, "0 failed events"],
    [["webhooks:reconcile"], 1, "Payments are off"],
    [["admin:grant", "nobody@example.com"], 1, "No open account has this address"],
    [["admin:grant"], 1, "Say whom"],
    [["smoke", "nowhere"], 1, "Say which site"],
    [["smoke", "http://localhost:1", "--watch", "long"], 1, "--watch must be a time"],
    [["dance"], 1, "Known: --check-config, migrate"],
  ];
  for (const [args, code, sentence] of commands) {
    const { output, exit } = run(args);
    expect([args, await exit]).toEqual([args, code]);
    expect(output()).toContain(sentence);
  }
}, 60_000);
