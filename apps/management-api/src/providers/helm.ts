import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Denied, Trouble } from "./trouble.ts";

const run = promisify(execFile);

/** A chart installed under a name. */
export interface Release {
  name: string;
  namespace: string;
  /** Folder of the chart. */
  chart: string;
  /** Values files, later ones win. */
  files: string[];
  /** Values that win over all files. */
  values: Record<string, unknown>;
}

export interface Helm {
  /** Installs or upgrades; `withHooks` also runs the chart's hooks and waits for them. */
  upgrade(release: Release, withHooks: boolean): Promise<void>;
  /** What an upgrade would make, as `Kind name` in the chart's order. Asks the cluster what it can do and changes nothing. */
  plan(release: Release): Promise<string[]>;
  /** Removes a release; true when there was one. */
  uninstall(name: string, namespace: string): Promise<boolean>;
  /** True when the newest revision of a release is in force. */
  isDeployed(name: string, namespace: string): Promise<boolean>;
}

interface Settings {
  program: string;
  /** Where the cluster is; the pod's own account when absent. */
  kubeconfig: string | undefined;
}

const TIMEOUT = "300s";
const MOST_OUTPUT = 64 * 1024 * 1024;
/** What helm says of faults that pass. */
const passing =
  /connection refused|connection reset|no such host|timed? ?out|deadline exceeded|\bEOF\b|too many requests|internal error|service unavailable|unable to handle the request|the server is currently unable|an error on the server|being terminated|object has been modified/i;

/** Runs the program helm with lists of arguments; values travel in a file of our own, never in a line of text. */
export function openHelm({ program, kubeconfig }: Settings): Helm {
  const helm = async (args: string[]): Promise<string> => {
    const home = await mkdtemp(join(tmpdir(), "helm-"));
    const homes = { HOME: home, HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };
    const { PATH, KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT } = process.env;
    const inCluster = { KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT };
    const env = { PATH, ...homes, ...(kubeconfig === undefined ? inCluster : { KUBECONFIG: kubeconfig }) };
    try {
      const running = run(program, args, { env, maxBuffer: MOST_OUTPUT });
      running.child.stdin?.end();
      return (await running).stdout;
    } catch (error) {
      throw faultOf(error);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  };

  async function withValues<T>({ files, values }: Release, work: (flags: string[]) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), "values-"));
    try {
      const own = join(folder, "values.json");
      await writeFile(own, JSON.stringify(values), { mode: 0o600 });
      return await work([...files, own].flatMap((file) => ["--values", file]));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  const stateOf = async (name: string, namespace: string): Promise<string | undefined> => {
    try {
      const told = JSON.parse(await helm(["status", name, "--namespace", namespace, "--output", "json"]));
      return (told as { info: { status: string } }).info.status;
    } catch (error) {
      if (error instanceof Denied && /release: not found/.test(error.message)) return undefined;
      throw error;
    }
  };

  /** An operation whose process died is taken back: helm itself would refuse the next one for ever. */
  async function freeOfPending(name: string, namespace: string): Promise<void> {
    const state = await stateOf(name, namespace);
    if (state === "pending-install") await helm(["uninstall", name, "--namespace", namespace, "--no-hooks"]);
    else if (state?.startsWith("pending-")) await helm(["rollback", name, "--namespace", namespace, "--no-hooks"]);
  }

  return {
    upgrade: (release, withHooks) =>
      withValues(release, async (flags) => {
        const { name, namespace, chart } = release;
        await freeOfPending(name, namespace);
        const hooks = withHooks ? [] : ["--no-hooks"];
        await helm([
          ...["upgrade", "--install", name, chart, "--namespace", namespace, ...flags, ...hooks],
          ...["--timeout", TIMEOUT, "--history-max", "10"],
        ]);
      }),
    plan: (release) =>
      withValues(release, async (flags) => {
        const { name, namespace, chart } = release;
        const rendered = await helm([
          ...["upgrade", "--install", name, chart, "--namespace", namespace, ...flags],
          ...["--dry-run=server", "--output", "json"],
        ]);
        const { manifest, hooks = [] } = JSON.parse(rendered) as Rendered;
        return [...objectsIn(manifest), ...hooks.map(({ kind, name }) => `${kind} ${name}`)];
      }),
    uninstall: async (name, namespace) => {
      if ((await stateOf(name, namespace)) === undefined) return false;
      await helm(["uninstall", name, "--namespace", namespace, "--no-hooks", "--timeout", TIMEOUT]);
      return true;
    },
    isDeployed: async (name, namespace) => (await stateOf(name, namespace)) === "deployed",
  };
}

interface Rendered {
  manifest: string;
  hooks?: { kind: string; name: string }[];
}

/** `Kind name` of each document; a chart of ours writes both on lines of their own. */
function objectsIn(manifest: string): string[] {
  return manifest.split(/^---$/m).flatMap((text) => {
    const kind = /^kind: (.+)$/m.exec(text)?.[1];
    const name = /^metadata:\n(?: {2,}.*\n)*? {2}name: (.+)$/m.exec(text)?.[1];
    return kind === undefined || name === undefined ? [] : [`${kind} ${name.replaceAll('"', "")}`];
  });
}

function faultOf(error: unknown): Error {
  const { code, stderr = "", message } = error as { code?: unknown; stderr?: string; message: string };
  if (code === "ENOENT") return new Denied("The program helm is not there; set HELM_PATH");
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !/symbolic link|^level=/i.test(line));
  const sentence = `helm: ${lines.join(" ").slice(0, 500) || message.split("\n")[0]}`;
  return passing.test(sentence) ? new Trouble(sentence) : new Denied(sentence);
}
