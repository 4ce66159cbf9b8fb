import type { Context } from "@mechanicbuddy/platform/context";
import { verify as verifyAudit } from "../src/audit/chain.ts";
import { verifyChain as verifyApprovals } from "../src/estimates/verify.ts";
import { verify as verifyInvoices } from "../src/invoices/verify.ts";
import { allTenants, withTenant } from "./tenant-context.ts";

/** Every chain of a workshop: what was checked, and what is not as it was written. */
export async function verifyWorkshop(ctx: Context): Promise<{ checked: string; problems: string[] }> {
  const audit = await verifyAudit(ctx);
  const approvals = await verifyApprovals(ctx);
  const invoices = await verifyInvoices(ctx);
  const archived = audit.archives.reduce((sum, { entries }) => sum + entries, 0);
  return {
    checked: `${audit.entries} audit entries${archived > 0 ? ` (${archived} in archives)` : ""}, ${approvals.decisions} decisions, ${invoices.documents} documents`,
    problems: [...audit.problems, ...approvals.problems, ...invoices.problems],
  };
}

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  for (const id of named.length > 0 ? named : await allTenants()) {
    const { checked, problems } = await withTenant(id, verifyWorkshop);
    process.stdout.write(`${id}: ${problems.length === 0 ? "intact" : "NOT intact"} (${checked})\n`);
    for (const problem of problems) process.stderr.write(`  ${problem}\n`);
    if (problems.length > 0) process.exitCode = 1;
  }
}

if (import.meta.main) await main();
