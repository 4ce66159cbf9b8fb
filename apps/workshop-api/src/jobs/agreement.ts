import type { Context } from "@mechanicbuddy/platform/context";
import * as estimates from "../estimates/estimates.ts";
import {
  breaksAgreement,
  contentHash,
  grossCents,
  hold,
  holdingsOf,
  holdsParts,
  isLive,
  type JobContent,
} from "../work-orders/work-orders.ts";
import type { LineState } from "./line.ts";
import * as store from "./store.ts";

/** A job's lines after a change, with the rates their prices carry. */
export type NewLines = readonly (LineState &
  Pick<store.StoredLine, "taxCategory" | "taxPercent"> & { out?: string | null })[];

/**
 * Brings everything that hangs on a job's content in line with a change of it: its hash, the parts it holds, and the
 * customer's yes, which some changes take away. Send the change itself before; what is here travels with it. True when
 * the customer must be asked again.
 */
export async function settle(
  ctx: Context,
  job: store.LockedJob,
  { title = job.title, lines }: { title?: string; lines: NewLines },
): Promise<boolean> {
  const before: JobContent = { title: job.title, lines: job.lines.filter(isLive) };
  const after: JobContent = { title, lines: lines.filter(isLive) };
  const holds = holdsParts({ authorisation: job.authorisation, stage: job.order.stage });
  await Promise.all([
    store.setContentHash(ctx, job.id, contentHash(after)),
    holds ? hold(ctx, ...differing(holdingsOf(lines), holdingsOf(job.lines))) : undefined,
  ]);
  if (job.authorisation !== "approved" && job.authorisation !== "asked") return false;
  const beforeCents = grossCents(job.order, job.lines.filter(isLive));
  const amounts = {
    beforeCents,
    afterCents: grossCents(job.order, lines.filter(isLive)),
    agreedCents: job.agreedCents ?? beforeCents,
    tolerancePercent: job.tolerancePercent,
  };
  if (!breaksAgreement(before, after, amounts)) return false;
  await estimates.markChanged(ctx, [job.id]);
  return true;
}

type Held = ReturnType<typeof holdingsOf>;

/** Both sides without what they share, so that a line nobody touched moves no reservation. */
function differing(after: Held, before: Held): [Held, Held] {
  const key = (holding: Held[number]) => `${holding.partId} ${holding.storageId} ${holding.quantity}`;
  const rest = [...before];
  const added = after.filter((holding) => {
    const same = rest.findIndex((other) => key(other) === key(holding));
    if (same === -1) return true;
    rest.splice(same, 1);
    return false;
  });
  return [added, rest];
}
