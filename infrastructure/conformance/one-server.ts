import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { dirname, join } from "node:path";
import { bootstrapCluster, type Owner } from "@mechanicbuddy/platform/database/bootstrap";
import { startEmbedded } from "@mechanicbuddy/platform/database/embedded";
import { freePort, quickFolder } from "@mechanicbuddy/platform/testing/postgres";
import { holds } from "./check.ts";
import { root } from "./programs.ts";
import { copyTo, said, textOf } from "./scratch.ts";

/** One server without containers, as the guide's second chapter makes it, in a folder instead of `/opt/mechanicbuddy`. */
export interface OneServer {
  folder: string;
  /** Where the API's bundle lies. */
  apiFolder: string;
  owner: Owner;
  apiUrl: string;
  siteUrl: string;
  /** Processor time in milliseconds until the API was ready. */
  apiStartMs: number;
  /** Starts one more API beside the first, and ends it: milliseconds until its first healthy answer. */
  timeStart(): Promise<number>;
  /** Runs a file of the bundled API with its settings, and what is said beside them. */
  command(change: Record<string, string>, ...args: string[]): ReturnType<typeof said>;
  stopDatabase(): Promise<void>;
}

interface Running {
  child: ChildProcess;
  output: () => string;
}

/** Sets the server up, lets the work look at it, and takes everything away. */
export async function onOneServer(work: (server: OneServer) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(await quickFolder(), "mechanicbuddy-server-"));
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const superPassword = randomBytes(24).toString("base64url");
    const port = await freePort();
    const database = await startEmbedded({ directory: join(folder, "database"), port, password: superPassword });
    let isRunning = true;
    const stopDatabase = async () => {
      if (isRunning) await database.stop();
      isRunning = false;
    };
    stops.push(stopDatabase);
    const { apiFolder, siteFolder, owner } = await install(folder, { ...database.superuser });
    await bootstrapCluster(database.superuser, owner);
    const [apiPort, sitePort] = [await freePort(), await freePort()];
    const env = { PATH: process.env.PATH, ...(await unitEnvironment()), PORT: String(apiPort), METRICS_PORT: "0" };
    await runLine("ExecStartPre", folder, apiFolder, env);
    const api = await startLine("ExecStart", folder, apiFolder, env);
    stops.push(() => end(api.child));
    await answers(`http://127.0.0.1:${apiPort}/health/ready`, api);
    const apiStartMs = await processorTime(api.child);
    const site = start("npm", ["start"], siteFolder, {
      ...{ PATH: process.env.PATH, HOME: folder, NODE_ENV: "production", PORT: String(sitePort) },
      API_URL: `http://127.0.0.1:${apiPort}`,
    });
    stops.push(() => end(site.child));
    await answers(`http://127.0.0.1:${sitePort}/api/health`, site);
    await work({
      ...{ folder, apiFolder, owner, apiStartMs, stopDatabase },
      apiUrl: `http://127.0.0.1:${apiPort}`,
      siteUrl: `http://127.0.0.1:${sitePort}`,
      timeStart: async () => {
        const port = await freePort();
        const startedAt = performance.now();
        const another = await startLine("ExecStart", folder, apiFolder, { ...env, PORT: String(port) });
        try {
          await answers(`http://127.0.0.1:${port}/health/live`, another);
          return performance.now() - startedAt;
        } finally {
          await end(another.child);
        }
      },
      command: (change, ...args) =>
        said(join(apiFolder, "bin/node"), args, { cwd: apiFolder, env: { ...env, ...change } }),
    });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** The guide's commands: secrets, bundle, copied settings, a site without its sources. */
async function install(folder: string, superuser: Owner) {
  const clone = join(folder, "clone");
  const apiFolder = join(folder, "opt/api");
  await copyTo(clone, ["scripts/setup-secrets.sh", "frontend", "backend", "apps/workshop-api/package.json"]);
  for (const part of ["package.json", "server", "build"]) await copyTo(clone, [`apps/workshop-web/${part}`]);
  for (const part of ["node_modules", "packages"]) await symlink(join(root, part), join(clone, part));
  const made = await said("sh", [join(clone, "scripts/setup-secrets.sh")]);
  holds(made.code === 0, made.stderr);
  const settingsFile = join(clone, "backend/src/MechanicBuddy.Http.Api/appsettings.Secrets.json");
  const settings = JSON.parse(await readFile(settingsFile, "utf8"));
  Object.assign(settings.DbOptions, { Host: superuser.host, Port: superuser.port });
  await writeFile(settingsFile, JSON.stringify(settings));
  const bundled = await said(process.execPath, [join(root, "scripts/bundle.ts"), "workshop-api", apiFolder], {
    cwd: root,
  });
  holds(bundled.code === 0, `npm run bundle failed: ${bundled.stderr}`);
  await cp(settingsFile, join(apiFolder, "appsettings.Secrets.json"));
  const { UserId: user, Password: password, Name: database } = settings.DbOptions;
  const owner: Owner = { host: superuser.host, port: superuser.port, user, password, database };
  return { apiFolder, siteFolder: join(clone, "frontend"), owner };
}

const unitLines = async () => (await textOf("infrastructure/systemd/mechanicbuddy-api.service")).split("\n");

async function unitEnvironment(): Promise<Record<string, string>> {
  const pairs = (await unitLines()).flatMap((line) => /^Environment=(\w+)=(.*)$/.exec(line)?.slice(1, 3) ?? []);
  return Object.fromEntries(pairs.flatMap((text, at) => (at % 2 === 0 ? [[text, pairs[at + 1] ?? ""]] : [])));
}

async function commandOf(key: string, folder: string): Promise<[string, string[]]> {
  const line = (await unitLines()).find((one) => one.startsWith(`${key}=`)) ?? "";
  const [program = "", ...args] = line
    .slice(key.length + 1)
    .replaceAll("/opt/mechanicbuddy", join(folder, "opt"))
    .split(" ");
  return [program, args];
}

async function runLine(key: string, folder: string, cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { code, stdout, stderr } = await said(...(await commandOf(key, folder)), { cwd, env });
  holds(code === 0, `${key} of the unit failed: ${stderr || stdout}`);
}

async function startLine(key: string, folder: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Running> {
  return start(...(await commandOf(key, folder)), cwd, env);
}

function start(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Running {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (text += chunk));
  return { child, output: () => text };
}

/** Ends a process with those it started: npm passes nothing on. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGKILL");
  await gone;
}

async function answers(url: string, { child, output }: Running): Promise<void> {
  const until = Date.now() + 30_000;
  for (;;) {
    const reply = await fetch(url).catch(() => undefined);
    if (reply?.ok) return;
    holds(child.exitCode === null && Date.now() < until, `${url} does not answer: ${output().slice(-1500)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function processorTime({ pid }: ChildProcess): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request to a host behind a proxy on this machine, whoever signed its certificate. */
export function ask(
  port: number,
  host: string,
  path: string,
  { method = "GET", headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        port,
        path,
        method,
        servername: host,
        rejectUnauthorized: false,
        headers: { host, ...headers },
      },
      (reply) => {
        let text = "";
        reply.on("data", (chunk: Buffer) => (text += chunk));
        reply.on("end", () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: text }));
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Runs nginx with this configuration inside `http {}` and files beside it; says so when it is refused. */
export async function withNginx(
  folder: string,
  servers: string,
  files: Record<string, string>,
  work: () => Promise<void>,
): Promise<void> {
  const place = await mkdtemp(join(folder, "nginx-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(place, name)), { recursive: true });
    await writeFile(join(place, name), text);
  }
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const paths = kinds.map((kind) => `${kind}_temp_path ${place}/${kind};`).join("\n");
  const file = join(place, "nginx.conf");
  // Started by root, its workers would be somebody who may not look into this folder.
  const asRoot = process.getuid?.() === 0 ? "user root; " : "";
  await writeFile(
    file,
    `${asRoot}daemon off; pid ${place}/pid; error_log stderr warn;\nevents {}\nhttp { access_log off; ${paths}\n${servers}\n}\n`,
  );
  const tested = await said("nginx", ["-t", "-p", place, "-c", file]);
  holds(tested.code === 0, `nginx refuses the configuration: ${tested.stderr}`);
  const { child, output } = start("nginx", ["-p", place, "-c", file], place, { PATH: process.env.PATH });
  try {
    for (let left = 100; left > 0; left--) {
      const pid = await readFile(join(place, "pid"), "utf8").catch(() => "");
      if (pid !== "") break;
      holds(child.exitCode === null && left > 1, `nginx does not start: ${output()}`);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await work();
  } finally {
    await end(child);
  }
}

/** A certificate for these tests, under the names nginx looks for. */
export async function makeCertificate(folder: string, name: string): Promise<void> {
  const files = ["-keyout", join(folder, "privkey.pem"), "-out", join(folder, "fullchain.pem")];
  const made = await said("openssl", [
    ..."req -x509 -newkey rsa:2048 -nodes -days 2 -subj".split(" "),
    `/CN=${name}`,
    ...files,
  ]);
  holds(made.code === 0, made.stderr);
}

/** A configuration of nginx with names, certificates and ports of a test. */
export function onPorts(text: string, folder: string, { tls, plain }: { tls: number; plain: number }): string {
  return text
    .replaceAll(/\/etc\/letsencrypt\/live\/(api\.)?your-domain\.com/g, folder)
    .replaceAll("your-domain.com", "garage.example.com")
    .replaceAll(/listen (\[::\]:)?443/g, `listen $1${tls}`)
    .replaceAll(/listen (\[::\]:)?80\b/g, `listen $1${plain}`);
}
