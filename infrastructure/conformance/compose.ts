import { existsSync } from "node:fs";
import { join } from "node:path";
import { databaseSetup } from "@mechanicbuddy/platform/database/bootstrap";
import { parse } from "yaml";
import { type Check, holds, none } from "./check.ts";
import { root } from "./programs.ts";
import { textOf } from "./scratch.ts";

interface Service {
  image?: string;
  ports?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
  mem_limit?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  logging?: { options?: Record<string, string> };
  restart?: string;
  volumes?: string[];
  profiles?: string[];
  environment?: Record<string, string>;
  env_file?: string;
}

async function compose(): Promise<{ services: Record<string, Service>; volumes: Record<string, unknown> }> {
  return parse(await textOf("docker-compose.yml"), { merge: true });
}

/** Keys of the Compose specification as of 2.20 that we use; a newer one must not slip in. */
const known = new Set(
  "image build user cap_add cap_drop entrypoint command network_mode mem_limit environment env_file volumes depends_on tmpfs shm_size ports healthcheck profiles restart read_only security_opt logging stop_grace_period".split(
    " ",
  ),
);

async function onlyOldFeatures(): Promise<void> {
  const { services } = await compose();
  none(
    Object.entries(services).flatMap(([name, service]) =>
      Object.keys(service)
        .filter((key) => !known.has(key))
        .map((key) => `${name} uses ${key}`),
    ),
  );
}

async function servicesAreTheGuides(): Promise<void> {
  const { services } = await compose();
  const saas = {
    "management-api": ":15568:15568",
    "management-portal": ":3026:3026",
    "mechanics-mate": ":3027:3000",
    fakes: ":8090:8090",
    proxy: ":8080:8080",
  };
  for (const name of Object.keys(saas)) holds(services[name]?.profiles?.join() === "saas", `${name} always starts`);
  const published = { ...saas, api: ":15567:15567", web: ":3025:3000", db: ":5432:5432", mail: ":8025:8025" };
  for (const [name, port] of Object.entries(published)) {
    const ports = services[name]?.ports ?? [];
    holds(ports.length === 1 && ports[0]?.endsWith(port), `${name} is not published as ${port}`);
    holds(ports[0]?.startsWith(`\${BIND_ADDRESS:-127.0.0.1}`), `${name} is open to other machines`);
  }
  holds(services.web?.env_file === "frontend/.env", "the site does not read frontend/.env");
  holds(services.web?.environment?.API_URL === "http://api:15567", "the site does not know its API");
  holds(!existsSync(join(root, "docker-compose.override.yml")), "an override file changes what the guide says");
}

/** Checked, bounded, without rights, and started after what they need. */
async function servicesAreSafe(): Promise<void> {
  const { services, volumes } = await compose();
  none(
    Object.entries(services).flatMap(([name, one]) => [
      ...(one.image === undefined ? [`${name} has no image to pull`] : []),
      ...(one.mem_limit === undefined ? [`${name} may take all memory`] : []),
      ...(one.read_only === true ? [] : [`${name} may write to its own files`]),
      ...(one.cap_drop?.includes("ALL") ? [] : [`${name} keeps capabilities`]),
      ...(one.security_opt?.includes("no-new-privileges:true") ? [] : [`${name} may gain rights`]),
      ...(one.logging?.options?.["max-size"] ? [] : [`${name} logs without end`]),
      ...(one.restart === "no" || one.healthcheck !== undefined ? [] : [`nobody knows whether ${name} is well`]),
      ...Object.entries(one.depends_on ?? {}).flatMap(([other, { condition }]) => {
        const needed = services[other];
        if (needed === undefined) return [`${name} waits for ${other}, which does not exist`];
        const isOnce = needed.restart === "no";
        if (isOnce !== (condition === "service_completed_successfully"))
          return [`${name} waits for ${other} in the wrong way`];
        return [];
      }),
      ...(one.volumes ?? []).flatMap((volume) => {
        const [from = ""] = volume.split(":");
        if (!from.startsWith("."))
          return from in volumes ? [] : [`${name} uses the volume ${from}, which is not declared`];
        return existsSync(join(root, from)) ? [] : [`${name} mounts ${from}, which does not exist`];
      }),
    ]),
  );
  const order = ["web", "api", "migrate", "db", "config"];
  for (const [at, name] of order.slice(0, -1).entries()) {
    const next = order[at + 1] ?? "";
    holds(next in (services[name]?.depends_on ?? {}), `${name} does not wait for ${next}`);
  }
}

async function databaseIsTheGuides(): Promise<void> {
  const { services } = await compose();
  const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD_FILE } = services.db?.environment ?? {};
  holds(
    POSTGRES_USER === "mechanicbuddy" && POSTGRES_DB === "mechanicbuddy",
    "user or database is another than pg_dump's",
  );
  holds(POSTGRES_PASSWORD_FILE !== undefined, "the database's password would stand in its environment");
  const sql = (await textOf("infrastructure/docker/database.sql")).split("\n").slice(1).join("\n");
  const plain = (text: string) => text.replace(/\s+/g, " ").trim();
  holds(
    plain(sql) === plain(databaseSetup("mechanicbuddy", "mechanicbuddy")),
    "infrastructure/docker/database.sql differs from packages/platform/src/database/bootstrap.ts",
  );
}

async function logsHaveTheirNames(): Promise<void> {
  const { services } = await compose();
  for (const name of ["api", "web", "db"]) holds(name in services, `there is no service ${name} to look at`);
}

async function everyImageIsPulled(): Promise<void> {
  const { services } = await compose();
  const targets = ["api", "web", "dbup", "management-api", "management-portal", "mechanics-mate"];
  for (const target of targets) {
    const image = `ghcr.io/your-org/mechanicbuddy-${target}:\${IMAGE_TAG:-v1.0.0}`;
    holds(
      Object.values(services).some((service) => service.image === image),
      `nothing runs ${image}`,
    );
  }
}

export const checks: Check[] = [
  { row: "compose-versions", run: onlyOldFeatures },
  { row: "compose-up", run: servicesAreTheGuides },
  { row: "compose-up", run: servicesAreSafe },
  { row: "pg-dump", run: databaseIsTheGuides },
  { row: "logs", run: logsHaveTheirNames },
  { row: "updates", run: everyImageIsPulled },
];
