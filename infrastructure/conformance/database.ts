import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { databaseSetup, type Owner, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { startEmbedded } from "@mechanicbuddy/platform/database/embedded";
import { freePort, quickFolder } from "@mechanicbuddy/platform/testing/postgres";
import { guideFile, type Rendered, renderCase, renderedCase } from "./charts.ts";
import { type Check, holds, none } from "./check.ts";
import { environmentOf, filledSecrets } from "./environment.ts";
import { type Container, find } from "./objects.ts";
import { root } from "./programs.ts";

const run = promisify(execFile);

/** The charts' SQL is the platform's own, statement by statement. */
async function setupIsTheSame(): Promise<void> {
  const { objects } = await renderedCase("tenant, as the guide prints it");
  const { postInitApplicationSQL: statements } = find(objects, "Cluster", "acme-postgresql").spec.bootstrap.initdb;
  const shown = plain((statements as string[]).join(";\n"));
  const wanted = plain(databaseSetup("mechanicbuddy", "mechanicbuddy"));
  holds(
    shown.includes(wanted),
    "the charts prepare a database differently from packages/platform/src/database/bootstrap.ts",
  );
}

const plain = (sql: string) =>
  sql.replace(/\s+/g, " ").replace(/ ?; ?/g, ";").replace(/;$/, "").replaceAll('"', "").trim();

interface Cluster {
  server: Owner;
  folder: string;
}

/** Makes a database as CloudNativePG does: its owner, SQL in `postgres`, in `template1`, then the database and SQL in it. */
async function bootstrap({ server }: Cluster, { objects }: Rendered, name: string, password: string): Promise<void> {
  const { initdb } = find(objects, "Cluster", name).spec.bootstrap;
  const runAll = (database: string, statements: string[] = []) =>
    withClient({ ...server, database }, async (client) => {
      for (const statement of statements) await client.query(statement);
    });
  await runAll("postgres", [
    `create role "${initdb.owner}" login password '${password}'`,
    ...(initdb.postInitSQL ?? []),
  ]);
  await runAll("template1", initdb.postInitTemplateSQL);
  await runAll("postgres", [`create database "${initdb.database}" owner "${initdb.owner}"`]);
  await runAll(initdb.database, initdb.postInitApplicationSQL);
}

/** Runs a Deployment's migrations as its pod would; answers the password they leave for the server. */
async function migrate(
  { server, folder }: Cluster,
  { objects }: Rendered,
  deployment: string,
  secrets: Record<string, string>,
): Promise<string> {
  const initial: Container[] = find(objects, "Deployment", deployment).spec.template.spec.initContainers;
  const container = initial.find(({ name }) => name === "migrate");
  holds(container, `${deployment} has no container that migrates`);
  const left = join(folder, deployment);
  const { NODE_EXTRA_CA_CERTS: _ca, ...env } = environmentOf(objects, container, secrets);
  const here = { DB_HOST: server.host, DB_PORT: String(server.port), DB_SSL: "prefer", LOG_LEVEL: "warn" };
  const [, script = "", flag = ""] = container.command ?? [];
  await run(process.execPath, [script, flag, left], { cwd: root, env: { PATH: process.env.PATH, ...env, ...here } });
  return readFile(left, "utf8");
}

/** Whether that login may open that database. */
async function opens(login: Owner): Promise<boolean> {
  return withClient(login, async () => true).catch(() => false);
}

/** A platform, its shared instance and a dedicated one come up on the databases their charts make, on a real PostgreSQL. */
async function databasesComeUp(): Promise<void> {
  const folder = await mkdtemp(join(await quickFolder(), "mechanicbuddy-charts-"));
  const password = randomBytes(24).toString("base64url");
  const embedded = await startEmbedded({
    directory: join(folder, "data"),
    port: await freePort(),
    password,
    settings: { fsync: "off" },
  });
  try {
    const cluster = { server: embedded.superuser, folder };
    none([...(await platformFaults(cluster)), ...(await dedicatedFaults(cluster))]);
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true });
  }
}

async function platformFaults(cluster: Cluster): Promise<string[]> {
  const { server } = cluster;
  const secrets: Record<string, string> = { ...filledSecrets(), username: "platform" };
  const system = await renderedCase("system, first printing of the guide");
  await bootstrap(cluster, system, "mechanicbuddy-management-db", secrets.password ?? "");
  const platformPassword = await migrate(cluster, system, "management-api", secrets);
  const shared = await renderedCase("free tier, as the guide prints it");
  const workshopPassword = await migrate(cluster, shared, "free-tier-api", secrets);
  const management = {
    ...server,
    database: "mechanicbuddy",
    user: "management",
    password: secrets["db-password"] ?? "",
  };
  const runtime = { ...management, user: "management_app", password: workshopPassword };
  const platform = { ...server, database: "platform", user: "platform_app", password: platformPassword };
  const may = await Promise.all([management, runtime, platform].map(opens));
  const mayNot = await Promise.all(
    [
      { ...management, database: "platform" },
      { ...runtime, database: "platform" },
      { ...platform, database: "mechanicbuddy" },
    ].map(opens),
  );
  const owners = await withClient({ ...server, database: "mechanicbuddy" }, (client) =>
    client.query(
      "select pg_has_role('mechanicbuddy', 'pg_read_all_data', 'usage') as reads, tableowner from pg_tables where schemaname = 'instance'",
    ),
  );
  return [
    ...(may.every(Boolean) ? [] : ["a login cannot open its own database"]),
    ...(mayNot.some(Boolean) ? ["a login opens the other's database"] : []),
    ...(owners.rows.every(({ reads, tableowner }) => reads && tableowner === "mechanicbuddy") && owners.rows.length > 0
      ? []
      : ["pg_dump -U mechanicbuddy would not read every table"]),
  ];
}

async function dedicatedFaults(cluster: Cluster): Promise<string[]> {
  const tenant = await renderCase({
    ...{
      name: "",
      chart: "mechanicbuddy-tenant",
      namespace: "tenant-acme",
      files: [guideFile("tenant-acme-values.yaml")],
    },
    set: ["postgresql.database=acme", "postgresql.username=acme"],
  });
  const secrets = filledSecrets();
  await bootstrap(cluster, tenant, "acme-postgresql", secrets.password ?? "");
  const password = await migrate(cluster, tenant, "acme-api", secrets);
  const isOpen = await opens({ ...cluster.server, database: "acme", user: "acme_app", password });
  return isOpen ? [] : ["the runtime login of a dedicated instance cannot open its database"];
}

export const checks: Check[] = [
  { row: "cluster-pg-dump", run: setupIsTheSame },
  { row: "cluster-pg-dump", run: databasesComeUp },
];
