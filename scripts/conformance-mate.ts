import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { freePort, startTestServer } from "@mechanicbuddy/platform/testing/postgres";
import { Client } from "pg";
import { pack } from "../apps/mechanics-mate/scripts/pack.ts";
import { artefacts } from "./runbook/artefacts.ts";
import { begin, curl, expected, failures, skip, step } from "./runbook/steps.ts";
import { verification, webhooks } from "./runbook/verify.ts";

// Walks the runbook of Mechanics Mate command by command in a packed tree, on a real PostgreSQL: one line each.
const root = fileURLToPath(new URL("..", import.meta.url));
const run = promisify(execFile);
const { values: options } = parseArgs({ options: { tree: { type: "string" }, node: { type: "string" } } });
const node = options.node ?? process.execPath;
const webhookSecret = `whsec_${randomBytes(16).toString("hex")}`;

const folder = mkdtempSync(join(tmpdir(), "mate-conformance-"));
const tree = options.tree ?? join(folder, "mechanics-mate");
const database = await startTestServer();
const admin = new Client({ ...database.superuser, database: "postgres" });
await admin.connect();
await admin.query("create role mate_production login createrole password 'mate'");
await admin.query("create database mechanics_mate owner mate_production");
const { host, port: databasePort } = database.superuser;
const url = `postgresql://mate_production:mate@${host}:${databasePort}/mechanics_mate`;
const client = new Client({ connectionString: url });
await client.connect();
const port = await freePort();
const base = `http://localhost:${port}`;
const ground = { base, client, webhookSecret, command };

function command(...args: string[]) {
  const { PATH, HOME } = process.env;
  return run(node, ["server.js", ...args], { cwd: tree, env: { PATH, HOME }, timeout: 60_000 });
}

async function environment(): Promise<void> {
  begin("Environment");
  const written = readFileSync(join(tree, ".env.example"), "utf8");
  writeFileSync(join(tree, ".env.production"), written);
  await step("a copied example is refused, naming every value that is still to fill in", async () => {
    const { stderr = "" } = await command("--check-config").then(
      () => ({ stderr: "" }),
      (error: { stderr: string }) => error,
    );
    const names = ["JWT_SECRET", "STRIPE_SECRET_KEY", "STRIPE_PRICE_STARTER", "ANTHROPIC_API_KEY"];
    return expected(
      names.every((name) => stderr.includes(`- ${name}`)),
      stderr.slice(0, 300) || "it was accepted",
    );
  });
  const live = (prefix: string) => `${prefix}_live_${randomBytes(12).toString("hex")}`;
  const variables = {
    NODE_ENV: "production",
    PORT: port,
    ANTHROPIC_API_KEY: `sk-ant-${randomBytes(12).toString("hex")}`,
    SUPABASE_URL: url,
    SUPABASE_ANON_KEY: "eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
    SUPABASE_SERVICE_ROLE_KEY: "eyJhbGciOiJIUzI1NiJ9.e30.c2ln",
    STRIPE_SECRET_KEY: live("sk"),
    STRIPE_PUBLISHABLE_KEY: live("pk"),
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_PRICE_STARTER: "price_starter1",
    STRIPE_PRICE_PROFESSIONAL: "price_professional1",
    STRIPE_PRICE_WORKSHOP: "price_workshop1",
    JWT_SECRET: randomBytes(48).toString("base64"),
    SENTRY_DSN: `http://key@127.0.0.1:${await freePort()}/1`,
    SENTRY_ENVIRONMENT: "production",
    SENTRY_SAMPLE_RATE: "0.1",
    ALLOWED_ORIGINS: "https://mechanics-mate.app,https://www.mechanics-mate.app",
    SMTP_URL: "smtp://127.0.0.1:2525",
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(tree, ".env.production"), `${lines.join("\n")}\n`, { mode: 0o600 });
  await step("the printed variables, filled in, are accepted", async () => {
    const { stdout } = await command("--check-config");
    return expected(stdout.includes("✅ Environment validation passed"), stdout);
  });
  await step("npm list shows stripe", async () => {
    const { dependencies } = JSON.parse(readFileSync(join(tree, "package.json"), "utf8")) as { dependencies: object };
    return expected("stripe" in dependencies, "it is not in package.json");
  });
}

/** `\i file` of psql: statement by statement in one session, without a transaction around them. */
async function include(file: string): Promise<void> {
  const psql = await run("psql", ["--version"]).then(
    () => true,
    () => false,
  );
  if (psql) await run("psql", [url, "-q", "-v", "ON_ERROR_STOP=1", "-c", `\\i ${file}`], { cwd: tree });
  else await client.query(readFileSync(join(tree, file), "utf8"));
}

const printed = [
  "001_create_application_logs_table",
  "002_fix_security_advisor_issues",
  "003_fix_search_path_security",
  "004_create_webhook_events_table",
  "005_create_token_blacklist_table",
  "006_email_verification_system",
];

async function migrations(): Promise<void> {
  begin("Database");
  for (const name of printed) {
    await step(`\\i database/migrations/${name}.sql`, async () => {
      await include(`database/migrations/${name}.sql`);
      return undefined;
    });
  }
  await step("the tables query lists what the runbook names", async () => {
    const { rows } = await client.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema='public' ORDER BY table_name;",
    );
    const names = rows.map(({ table_name }) => table_name as string);
    const missing = ["application_logs", "webhook_events", "token_blacklist", "email_verification_tokens"].filter(
      (name) => !names.includes(name),
    );
    return expected(missing.length === 0, `missing ${missing.join(", ")}`);
  });
}

interface Running {
  output: () => string;
  stop: (signal?: NodeJS.Signals) => Promise<{ code: number | null; seconds: number }>;
}

async function launched(): Promise<Running> {
  const { PATH, HOME } = process.env;
  const child = spawn(node, ["server.js"], { cwd: tree, env: { PATH, HOME } });
  let output = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("My Mechanic server running on")) resolve();
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    void ended.then((code) => reject(new Error(`it ended with ${code}: ${output.slice(-400)}`)));
  });
  return {
    output: () => output,
    stop: async (signal = "SIGTERM") => {
      const startedAt = performance.now();
      child.kill(signal);
      return { code: await ended, seconds: (performance.now() - startedAt) / 1000 };
    },
  };
}

async function startServer(): Promise<Running> {
  begin("Start");
  let running: Running | undefined;
  await step("node server.js, without any environment, as PM2 and systemd do", async () => {
    running = await launched();
    return undefined;
  });
  if (running === undefined) throw new Error("Without a server nothing else can be looked at");
  const { output } = running;
  await step("the log says both lines, without ERROR or CRITICAL", async () => {
    const lines = ["✅ Environment validation passed", `My Mechanic server running on ${base}`];
    const missing = lines.filter((line) => !output().includes(line));
    return expected(
      missing.length === 0 && !/ERROR|CRITICAL|"level":"error"/.test(output()),
      `missing: ${missing.join()}`,
    );
  });
  await step("the missing migrations were applied", async () => {
    const { rows } = await client.query("select count(*)::integer as count from mate.migrations");
    return expected(rows[0].count >= 12, `${rows[0].count} are noted`);
  });
  return running;
}

async function troubleshooting(): Promise<void> {
  begin("Trouble");
  const insert = (id: string) =>
    client.query(
      `insert into mate.webhook_events (event_id, event_type, status, livemode, payload, attempts)
        values ($1, 'invoice.paid', 'failed', true, '{"data":{"object":{"id":"in_1"}}}', 7)`,
      [id],
    );
  await insert("evt_failed");
  await step("the first query of failed webhooks", async () => {
    const { rows } = await client.query(
      "SELECT * FROM webhook_events WHERE status = 'failed' ORDER BY created_at DESC LIMIT 10;",
    );
    return expected(
      rows.some(({ event_id }) => event_id === "evt_failed"),
      "the failed row is not listed",
    );
  });
  await step("the second query of failed webhooks", async () => {
    const { rows } = await client.query(
      "SELECT id, event_id, event_type FROM webhook_events WHERE status = 'failed' AND created_at > NOW() - INTERVAL '1 hour';",
    );
    return expected(rows.length === 1, `${rows.length} rows`);
  });
  const stateOf = async (id: string) =>
    (await client.query("select status from webhook_events where event_id = $1", [id])).rows[0]?.status as string;
  await step("node server.js webhooks:retry handles it", async () => {
    await command("webhooks:retry");
    const state = await stateOf("evt_failed");
    return expected(state === "ignored" || state === "processed", `it is ${state}`);
  });
  await step("UPDATE … SET status = 'received' is picked up within two minutes", async () => {
    await insert("evt_again");
    await client.query("UPDATE webhook_events SET status = 'received' WHERE status = 'failed'");
    for (let n = 0; n < 130 && (await stateOf("evt_again")) === "received"; n++)
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    const state = await stateOf("evt_again");
    return expected(state === "ignored" || state === "processed", `it is ${state}`);
  });
  await step("EXPLAIN ANALYZE SELECT * FROM subscriptions", async () => {
    await client.query("EXPLAIN ANALYZE SELECT * FROM subscriptions;");
    return undefined;
  });
  await step("node server.js logs:cleanup", async () => {
    const { stdout } = await command("logs:cleanup", "--days", "30");
    return expected(stdout.includes("rows were removed"), stdout);
  });
  await step("node server.js admin:grant of nobody says so", async () => {
    const { stderr } = await command("admin:grant", "nobody@example.com").catch((error: { stderr: string }) => error);
    return expected(stderr.includes("No open account"), stderr);
  });
  await step("a taken port is one line and exit 1", async () => {
    const { code, stderr } = await command().then(
      () => ({ code: 0, stderr: "" }),
      (error: { code: number; stderr: string }) => error,
    );
    return expected(
      code === 1 && stderr.includes(`Port ${port} is taken`) && !/\n\s+at /.test(stderr),
      `${code} ${stderr}`,
    );
  });
}

async function rollback(server: Running): Promise<void> {
  begin("Back");
  await step("SIGTERM ends it with 0 within 25 s", async () => {
    const { code, seconds } = await server.stop();
    return expected(code === 0 && seconds < 25, `exit ${code} after ${seconds.toFixed(1)} s`);
  });
  await step("it starts again on the same database", async () => {
    const again = await launched();
    const reply = await curl(`${base}/health/ready`);
    const { code } = await again.stop("SIGINT");
    return expected(reply.status === 200 && code === 0, `${reply.body}, exit ${code}`);
  });
  const [dump, server_] = await Promise.all([
    run("pg_dump", ["--version"]).then(
      ({ stdout }) => Number(/(\d+)\./.exec(stdout)?.[1]),
      () => undefined,
    ),
    client.query("show server_version_num").then(({ rows }) => Math.floor(Number(rows[0].server_version_num) / 10_000)),
  ]);
  if (dump === undefined || dump < server_) {
    skip(
      "dump and restore",
      dump === undefined ? "pg_dump is not installed" : `pg_dump ${dump} cannot read PostgreSQL ${server_}`,
    );
    return;
  }
  await step("a dump restores into an empty database", async () => {
    await admin.query("create database mechanics_mate_restored owner mate_production");
    const file = join(folder, "backup.sql");
    await run("pg_dump", ["--no-owner", "-f", file, url]);
    await run("psql", [`${url}_restored`, "-q", "-v", "ON_ERROR_STOP=1", "-f", file]);
    return undefined;
  });
}

try {
  if (options.tree === undefined) {
    await pack(tree, { withLock: false });
    symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  }
  await environment();
  await migrations();
  const server = await startServer();
  await verification(ground);
  await webhooks(ground);
  await troubleshooting();
  await rollback(server);
  await artefacts(join(tree, "infrastructure"), tree);
} finally {
  await client.end();
  await admin.end();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures() === 0 ? "The runbook holds." : `${failures()} steps of the runbook fail.`);
process.exit(failures() === 0 ? 0 : 1);
