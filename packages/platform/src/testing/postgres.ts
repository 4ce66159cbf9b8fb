import { randomBytes } from "node:crypto";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrapCluster, type Owner } from "../database/bootstrap.ts";
import { startEmbedded } from "../database/embedded.ts";

/** A throw-away PostgreSQL for one test run. */
export interface TestServer {
  owner: Owner;
  superuser: Owner;
  /** Password of the runtime login, one for all databases of the server. */
  appPassword: string;
  stop(): Promise<void>;
}

/** What cloned databases of a whole run take, with room to spare. */
const NEEDED_BYTES = 3 * 1024 ** 3;

/** Starts a real PostgreSQL in a temporary folder, without fsync because nothing must survive, and makes the owner login. */
export async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(await quickFolder(), "mechanicbuddy-test-"));
  const server = await startEmbedded({
    directory: join(folder, "data"),
    port: await freePort(),
    password: randomBytes(24).toString("base64url"),
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      wal_level: "minimal",
      max_wal_senders: "0",
      autovacuum: "off",
      max_connections: "500",
    },
  });
  const owner = {
    ...server.superuser,
    database: "mechanicbuddy",
    user: "mechanicbuddy",
    password: randomBytes(24).toString("base64url"),
  };
  await bootstrapCluster(server.superuser, owner);
  return {
    owner,
    superuser: server.superuser,
    appPassword: randomBytes(24).toString("base64url"),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Memory where Linux offers enough of it: a clone is thousands of small files, which takes a disk seconds. */
export async function quickFolder(): Promise<string> {
  const memory = "/dev/shm";
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= NEEDED_BYTES ? memory : tmpdir();
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
