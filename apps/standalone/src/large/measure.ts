export interface Measured {
  path: string;
  /** Milliseconds. */
  p50: number;
  p95: number;
  limit: number;
}

const SAMPLES = 20;

/** Asks for each address one after the other, as one person would, and says how long the answers took. */
export async function measure(
  site: string,
  token: string,
  paths: readonly string[],
  limit: number,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const path of paths) {
    await timeOf(site, token, path);
    const times: number[] = [];
    for (let n = 0; n < SAMPLES; n++) times.push(await timeOf(site, token, path));
    times.sort((a, b) => a - b);
    measured.push({ path, p50: at(times, 0.5), p95: at(times, 0.95), limit });
  }
  return measured;
}

async function timeOf(site: string, token: string, path: string): Promise<number> {
  for (;;) {
    const startedAt = performance.now();
    const response = await fetch(site + path, { headers: { authorization: `Bearer ${token}` } });
    await response.arrayBuffer();
    const took = performance.now() - startedAt;
    if (response.ok) return took;
    // One person asks 600 times a minute at most; what measures waits like everybody else.
    if (response.status !== 429) throw new Error(`${path} answered ${response.status}`);
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get("retry-after") ?? 1)));
  }
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

export function table(measured: readonly Measured[]): string {
  const width = Math.max(...measured.map(({ path }) => path.length));
  const row = (path: string, ...cells: string[]) => path.padEnd(width) + cells.map((cell) => cell.padStart(9)).join("");
  const lines = measured.map(({ path, p50, p95, limit }) =>
    row(path, p50.toFixed(1), p95.toFixed(1), String(limit), (p95 / limit).toFixed(2)),
  );
  return [row("milliseconds", "p50", "p95", "limit", "ratio"), ...lines].join("\n");
}
