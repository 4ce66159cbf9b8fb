import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { type Check, Skipped } from "./check.ts";
import { type Row, rows } from "./rows.ts";

// Holds the deployment guide against what is there, a line for each of its promises: `npm run conformance`.
// `-- --only render,schema` runs the checks of these files alone; `-- --strict` also fails for rows without a check.
interface Found extends Check {
  area: string;
}

interface Outcome {
  line: string;
  state: "held" | "failed" | "missing";
}

const { values: options } = parseArgs({ options: { only: { type: "string" }, strict: { type: "boolean" } } });

async function findChecks(): Promise<Found[]> {
  const areas = (await readdir(import.meta.dirname)).filter((name) => name.endsWith(".ts")).sort();
  const wanted = options.only?.split(",");
  const found: Found[] = [];
  for (const file of areas) {
    const area = basename(file, ".ts");
    if (area === "run" || (wanted !== undefined && !wanted.includes(area))) continue;
    const { checks = [] }: { checks?: Check[] } = await import(`./${file}`);
    found.push(...checks.map((check) => ({ ...check, area })));
  }
  const known = new Set(rows.map(({ id }) => id));
  const stray = found.filter(({ row }) => !known.has(row)).map(({ row, area }) => `${area} claims the row ${row}`);
  if (stray.length > 0) throw new Error(`Checks name rows that do not exist: ${stray.join(", ")}`);
  return found;
}

/** The script that tries a row where a cluster or an engine is. */
async function preparedBy(id: string): Promise<string | undefined> {
  for (const name of ["on-cluster.sh", "on-docker.sh"]) {
    const text = await readFile(join(import.meta.dirname, name), "utf8");
    if (new RegExp(`^\\s*row ${id} `, "m").test(text)) return `infrastructure/conformance/${name}`;
  }
  return undefined;
}

async function outcomeOf(row: Row, checks: Found[]): Promise<Outcome> {
  const title = `${row.id}: ${row.guide}`;
  if (checks.length === 0) return { line: `– ${title}\n    not built yet: ${row.proof}`, state: "missing" };
  const areas = [...new Set(checks.map(({ area }) => area))].join(", ");
  const skipped: string[] = [];
  const faults: string[] = [];
  const measured: string[] = [];
  for (const check of checks) {
    try {
      const said = await check.run();
      if (typeof said === "string") measured.push(`\n    ${said}`);
    } catch (error) {
      if (error instanceof Skipped) skipped.push(error.message);
      else faults.push(`${check.area}: ${(error as Error).message}`.replaceAll("\n", "\n    "));
    }
  }
  if (faults.length > 0) return { line: `✗ ${title}\n    ${faults.join("\n    ")}`, state: "failed" };
  if (skipped.length > 0) return { line: `○ ${title}\n    skipped: ${skipped.join("; ")}`, state: "held" };
  if (row.needsCluster) {
    const script = (await preparedBy(row.id)) ?? "nobody";
    const line = `○ ${title} (${areas})\n    needs a cluster: prepared by ${script}`;
    return { line, state: script === "nobody" ? "failed" : "held" };
  }
  return { line: `● ${title} (${areas})${measured.join("")}`, state: "held" };
}

const checks = await findChecks();
const count = { held: 0, failed: 0, missing: 0 };
for (const row of rows) {
  const own = checks.filter((check) => check.row === row.id);
  if (own.length === 0 && options.only !== undefined) continue;
  const { line, state } = await outcomeOf(row, own);
  count[state]++;
  console.log(line);
}
console.log(`${count.held} rows hold, ${count.failed} fail, ${count.missing} are not built yet`);
if (count.failed > 0 || (options.strict === true && count.missing > 0)) process.exitCode = 1;
