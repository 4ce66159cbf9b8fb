import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface MeasuredExport {
  seconds: number;
  /** Most memory the process ever had, in MiB. */
  peakMib: number;
  /** Size of the archive, in MiB. */
  archiveMib: number;
}

const start = fileURLToPath(new URL("../../../workshop-api/start.js", import.meta.url));
const unit = fileURLToPath(new URL("../../../../infrastructure/systemd/mechanicbuddy-api.service", import.meta.url));
const MIB = 1024 * 1024;

/** Makes an archive of everything in an API that is a process of its own, and watches its memory meanwhile. */
export async function measureExport(env: Record<string, string>, token: string): Promise<MeasuredExport> {
  const api = spawn(process.execPath, [start], {
    env: { ...process.env, ...env, NODE_OPTIONS: await shippedOptions() },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const site = `http://127.0.0.1:${env.PORT}`;
  const ask = async (method: string, path: string): Promise<unknown> => {
    const response = await fetch(site + path, { method, headers: { authorization: `Bearer ${token}` } });
    // Measuring the lists used up this minute's requests.
    if (response.status === 429) {
      await wait(1000 * Number(response.headers.get("retry-after") ?? 1));
      return ask(method, path);
    }
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  try {
    await ready(site);
    const startedAt = performance.now();
    const { id } = (await ask("POST", "/api/exports/everything")) as { id: string };
    let peakMib = 0;
    for (;;) {
      peakMib = Math.max(peakMib, await memoryMib(api.pid ?? 0));
      const { items } = (await ask("GET", "/api/exports/everything")) as {
        items: { id: string; state: string; bytes: number }[];
      };
      const found = items.find((item) => item.id === id);
      if (found?.state === "failed") throw new Error("The archive could not be made");
      if (found?.state === "done") {
        return { seconds: (performance.now() - startedAt) / 1000, peakMib, archiveMib: found.bytes / MIB };
      }
      await wait(1_000);
    }
  } finally {
    api.kill("SIGTERM");
  }
}

/** Bounds of memory that the API is shipped with: what is measured is what operators run. */
async function shippedOptions(): Promise<string> {
  const [, options] = /^Environment="NODE_OPTIONS=(.*)"$/m.exec(await readFile(unit, "utf8")) ?? [];
  if (options === undefined) throw new Error(`${unit} sets no NODE_OPTIONS`);
  return options;
}

async function ready(site: string): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    const isUp = await fetch(`${site}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await wait(250);
  }
  throw new Error("The API does not become ready");
}

/** Linux's high-water mark of a process. */
async function memoryMib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
