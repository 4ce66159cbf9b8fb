import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Finding } from "../src/estimates/verify.ts";
import { verifyChain, verifyEvidence } from "../src/estimates/verify.ts";
import { readZip } from "../src/zip.ts";

const usage = `Checks that decisions of customers are as they were written.

  verify-approvals.ts <evidence.zip or its unpacked folder>
  verify-approvals.ts --tenant <workshop>     the whole chain, on the database of the settings
`;

/** Checks an evidence ZIP as it was downloaded, or the folder it was unpacked into. */
export async function verify(path: string): Promise<Finding> {
  try {
    return verifyEvidence((await stat(path)).isDirectory() ? await folder(path) : await archive(path));
  } catch (error) {
    return { decisions: 0, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

async function archive(path: string): Promise<Map<string, Uint8Array>> {
  return new Map((await readZip(await readFile(path))).map(({ name, bytes }) => [name, bytes]));
}

async function folder(path: string): Promise<Map<string, Uint8Array>> {
  const names = await readdir(path);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(path, name))] as const)));
}

/** Settings and database are loaded here only: whoever checks an evidence file needs neither. */
async function verifyTenant(id: string): Promise<Finding> {
  const { withTenant } = await import("./tenant-context.ts");
  return withTenant(id, verifyChain);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { tenant: { type: "string" } }, allowPositionals: true });
  const [path] = positionals;
  if ((path === undefined) === (values.tenant === undefined)) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const { decisions, problems } = await (path === undefined ? verifyTenant(values.tenant as string) : verify(path));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(problems.length === 0 ? `Intact. Decisions checked: ${decisions}\n` : "NOT intact.\n");
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (import.meta.main) await main();
