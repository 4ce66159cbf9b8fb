import { statfs } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { parseArgs } from "node:util";
import { readConfig } from "@mechanicbuddy/platform/config";
import { type WorkshopApiConfig, workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { startFault } from "@mechanicbuddy/platform/start-fault";
import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { migrationsDirectory } from "../src/migrate.ts";

const usage = `Usage: npm run doctor                          what stands in this server's way, and what to do about it
       npm run doctor -- --sync-db-password    gives the database the password of the settings; asks DB_OLD_PASSWORD
`;

interface Finding {
  what: string;
  /** Undefined when all is well. */
  fault?: string;
}

const GIB = 1024 ** 3;

async function databaseFindings(config: WorkshopApiConfig): Promise<Finding[]> {
  const { newest } = await readMigrations(migrationsDirectory);
  try {
    const { owner } = await loginsFrom(config);
    return await withClient(owner, async (client) => {
      const { rows } = await client.query<{ version: string; now: Date }>(
        "select current_setting('server_version') as version, clock_timestamp() as now",
      );
      const { version = "", now = new Date() } = rows[0] ?? {};
      const apart = Math.abs(now.getTime() - Date.now()) / 1000;
      const behind = await client.query<{ id: string }>(
        "select id from instance.tenants where state <> 'spare' and schema_version is distinct from $1 order by id",
        [newest],
      );
      const names = behind.rows.map(({ id }) => id);
      return [
        {
          what: `database ${version}`,
          fault: Number.parseInt(version, 10) < 16 ? "PostgreSQL 16 or newer is needed." : undefined,
        },
        {
          what: "workshops are up to date",
          fault: names.length > 0 ? `Behind: ${names.slice(0, 5).join(", ")}. Run: npm run migrate` : undefined,
        },
        {
          what: "clock",
          fault: apart > 30 ? `It is ${Math.round(apart)} s apart from the database's. Set both by NTP.` : undefined,
        },
      ];
    });
  } catch (error) {
    return [{ what: "database", fault: startFault(error, config) }];
  }
}

function portFinding({ HOST, PORT }: WorkshopApiConfig): Promise<Finding> {
  const what = `port ${PORT}`;
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => {
      fetch(`http://127.0.0.1:${PORT}/health/live`).then(
        () => resolve({ what: `${what} is served` }),
        () => resolve({ what, fault: startFault(error, { HOST, PORT }) }),
      );
    });
    probe.listen(PORT, HOST, () => probe.close(() => resolve({ what: `${what} is free` })));
  });
}

function mailFinding({ SMTP_HOST, SMTP_PORT }: WorkshopApiConfig): Promise<Finding> {
  const what = "mail relay";
  if (SMTP_HOST === undefined)
    return Promise.resolve({ what, fault: "None is set, so no mail is sent. Set SMTP_HOST." });
  return new Promise((resolve) => {
    const socket = connect({ host: SMTP_HOST, port: SMTP_PORT, timeout: 5_000 });
    const fail = (why: string) => {
      socket.destroy();
      resolve({ what, fault: `${SMTP_HOST}:${SMTP_PORT} cannot be reached (${why}). Mails wait until it can.` });
    };
    socket.once("connect", () => {
      socket.destroy();
      resolve({ what: `${what} ${SMTP_HOST}:${SMTP_PORT}` });
    });
    socket.once("error", (error: NodeJS.ErrnoException) => fail(error.code ?? "unreachable"));
    socket.once("timeout", () => fail("no answer in 5 s"));
  });
}

async function diskFinding(): Promise<Finding> {
  const { bavail, bsize } = await statfs(process.cwd());
  const free = (bavail * bsize) / GIB;
  const fault =
    free < 2 ? `Only ${free.toFixed(1)} GiB are free. Make room before the database cannot write.` : undefined;
  return { what: `disk, ${free.toFixed(0)} GiB free`, fault };
}

/** After the password in the settings was changed, the database still has the one before. */
async function syncPassword(config: WorkshopApiConfig): Promise<number> {
  const { owner } = await loginsFrom(config);
  const old = process.env.DB_OLD_PASSWORD;
  if (old === undefined) {
    const isSame = await withClient(owner, async () => true).catch(() => false);
    process.stderr.write(
      isSame
        ? "The database has the password of the settings.\n"
        : "Set DB_OLD_PASSWORD to the password the database still has and run this again.\n",
    );
    return isSame ? 0 : 1;
  }
  const client = new Client({ ...owner, password: old, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query("set password_encryption = 'scram-sha-256'");
    await client.query(`alter role ${escapeIdentifier(owner.user)} password ${escapeLiteral(owner.password)}`);
  } finally {
    await client.end();
  }
  process.stdout.write(
    "The database has the password of the settings now. Run the migrations and start the servers anew.\n",
  );
  return 0;
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { "sync-db-password": { type: "boolean", default: false } },
  });
  if (positionals.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  const { values: config, problems, warnings } = readConfig(workshopApiConfig);
  const findings: Finding[] = problems.map((fault) => ({ what: "settings", fault }));
  if (problems.length === 0) {
    if (values["sync-db-password"]) return syncPassword(config);
    findings.push({ what: "settings" }, ...warnings.map((fault) => ({ what: "settings for production", fault })));
    if (config.DB_HOST !== undefined || config.DATABASE_URL !== undefined)
      findings.push(...(await databaseFindings(config)));
    findings.push(await portFinding(config), await mailFinding(config), await diskFinding());
  }
  for (const { what, fault } of findings)
    process.stdout.write(fault === undefined ? `✓ ${what}\n` : `✗ ${what}: ${fault}\n`);
  return findings.some(({ fault }) => fault !== undefined) ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${startFault(error)}\n`);
  process.exitCode = 1;
}
