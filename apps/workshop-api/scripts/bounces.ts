import { text } from "node:stream/consumers";
import { readBounce } from "../src/messages/bounce.ts";
import { bounced } from "../src/messages/bouncing.ts";
import { allTenants, withTenant } from "./tenant-context.ts";

/** A mail server that pipes mails here keeps a mail it could not hand over, and tries again. */
const TRY_AGAIN = 75;

async function main(): Promise<void> {
  const bounce = readBounce(await text(process.stdin));
  if (bounce === undefined) return void process.stdout.write("No report about a mail of ours that failed for good.\n");
  const { tenantId, ...found } = bounce;
  const isHere = (await allTenants()).includes(tenantId);
  const isMarked = isHere && (await withTenant(tenantId, (ctx) => bounced(ctx, found)));
  process.stdout.write(isMarked ? `${tenantId}: marked\n` : "Nothing to mark: no such mail, or marked before.\n");
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = TRY_AGAIN;
}
