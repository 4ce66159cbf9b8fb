import { decimalText, scaledInteger } from "@mechanicbuddy/contract/decimal";
import type { Context } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import * as parts from "../parts/parts.ts";
import type { Authorisation, Stage } from "./document.ts";

/** Parts an agreed job holds back on the shelf until they are installed. */
export type Holding = parts.Quantity;

/** True when a job's parts are held: it may be done, and its order is still open. */
export function holdsParts(job: { authorisation: Authorisation; stage: Stage }): boolean {
  const isOpen = job.stage === "quote" || job.stage === "order";
  return isOpen && (job.authorisation === "approved" || job.authorisation === "not_needed");
}

interface PartLine {
  partId: string | null;
  storageId: string | null;
  partStatus: string | null;
  quantity: string;
  /** Of a waiting part: what is in the car all the same. */
  out?: string | null;
}

/** What these lines hold while their job does. Installed parts have left the shelf; an old part handed in holds nothing. */
export function holdingsOf(lines: readonly PartLine[]): Holding[] {
  return lines.flatMap(({ partId, storageId, partStatus, quantity, out }) => {
    const isWaiting = partStatus === "needed" || partStatus === "ordered" || partStatus === "arrived";
    const missing = missingOf({ quantity, out });
    return partId !== null && isWaiting && missing > 0n
      ? [{ partId, storageId, quantity: decimalText(missing, 3) }]
      : [];
  });
}

/** Thousandths of a waiting line that are still to be taken from the shelf. */
export function missingOf({ quantity, out }: Pick<PartLine, "quantity" | "out">): bigint {
  return scaledInteger(quantity, 3, "quantity") - scaledInteger(out ?? "0", 3, "out");
}

const released = (quantity: string) => (quantity.startsWith("-") ? quantity.slice(1) : `-${quantity}`);

/**
 * Holds parts back and lets others go. Everything is sent at once, in the order of the parts' ids, so that two people
 * who hold the same parts never wait for each other in a ring.
 */
export async function hold(ctx: Context, held: readonly Holding[], freed: readonly Holding[] = []): Promise<void> {
  const changes = [...held, ...freed.map((holding) => ({ ...holding, quantity: released(holding.quantity) }))];
  changes.sort((a, b) => (a.partId < b.partId ? -1 : a.partId > b.partId ? 1 : 0));
  await Promise.all(changes.map((change) => parts.reserve(ctx, change)));
}

/**
 * What these jobs would hold, whatever the customer said, with their authorisation and stage. Locks the jobs, so that
 * what is held and what is written about them stay one.
 */
export function holdingsOfJobs(
  ctx: Context,
  which: RawBuilder<unknown>,
): Promise<(PartLine & { authorisation: Authorisation; stage: Stage })[]> {
  return rows(
    ctx.db,
    sql<PartLine & { authorisation: Authorisation; stage: Stage }>`select l.part_id as "partId",
        l.storage_id as "storageId", l.part_status as "partStatus", trim_scale(l.quantity)::text as quantity,
        case when l.part_status in ('needed', 'ordered', 'arrived') then
          (select trim_scale(-sum(m.quantity))::text from stock_moves m
            where m.line_id = l.id and m.part_id = l.part_id) end as out,
        j.authorisation, o.stage
      from jobs j join work_orders o on o.id = j.work_order_id join lines l on l.job_id = j.id
      where j.id in (${which}) and l.part_id is not null order by l.part_id for update of j`,
  );
}
