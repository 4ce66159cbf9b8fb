import { MOST_IN_A_ROW } from "@mechanicbuddy/platform/auth/throttle";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { blockOf } from "../http/limits.ts";
import type { Kind } from "./person.ts";

const FREE = 4;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Failures of a whole network are forgotten after a quiet quarter of an hour; those of one address by signing in. */
const QUIET_MS = 15 * 60_000;

/** From the fifth failure a try must wait: 1 s, doubling to 5 min, counted from the last one that was looked at. */
export function waitMs(failures: number): number {
  return failures <= FREE ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failures - FREE - 1), LONGEST_WAIT_MS);
}

function keysOf(kind: Kind, email: string, address: string): { person: Buffer; block: Buffer } {
  return {
    person: sha256(`person:${kind}:${email.toLowerCase()}`),
    block: sha256(`block:${kind}:${blockOf(address)}`),
  };
}

/** True while tries for this address, or from this network, are not looked at. The address need not exist. */
export async function mustWait(ctx: Context, kind: Kind, email: string, address: string): Promise<boolean> {
  const { person, block } = keysOf(kind, email, address);
  const now = ctx.now();
  const { ofPerson, ofPersonAt, ofBlock, ofBlockAt } = await one<{
    ofPerson: number;
    ofPersonAt: string | null;
    ofBlock: number;
    ofBlockAt: string | null;
  }>(
    ctx.db,
    sql`select coalesce(max(failures) filter (where key = ${person}), 0) as "ofPerson",
        max(failed_at) filter (where key = ${person}) as "ofPersonAt",
        coalesce(max(failures) filter (where key = ${block} and failed_at > ${quietSince(now)}), 0) as "ofBlock",
        max(failed_at) filter (where key = ${block}) as "ofBlockAt"
      from sign_in_failures where key in (${person}, ${block})`,
  );
  const waits = (failures: number, at: string | null) =>
    at !== null && new Date(at).getTime() + waitMs(failures) > now.getTime();
  return ofPerson >= MOST_IN_A_ROW || waits(ofPerson, ofPersonAt) || waits(ofBlock, ofBlockAt);
}

/**
 * Counts a failure for the address that was typed and for the network. A try that had to wait counts nothing but costs
 * the same statement, so its answer takes no other time.
 */
export async function countFailure(
  ctx: Context,
  kind: Kind,
  email: string,
  address: string,
  waited: boolean,
): Promise<void> {
  const { person, block } = keysOf(kind, email, address);
  const now = ctx.now();
  await run(
    ctx.db,
    sql`insert into sign_in_failures as f (key, failures, failed_at)
      select key, ${waited ? 0 : 1}, ${now} from unnest(array[${person}, ${block}]::bytea[]) as key order by key
      on conflict (key) do update set
        failed_at = case when ${waited} then f.failed_at else excluded.failed_at end,
        failures = case when ${waited} then f.failures
          when f.key = ${block} and f.failed_at <= ${quietSince(now)} then 1 else f.failures + 1 end`,
  );
}

/** Whoever got in, or chose a new password by a mailed link, starts anew. */
export async function forgetFailures(ctx: Context, kind: Kind, email: string): Promise<void> {
  await run(ctx.db, sql`delete from sign_in_failures where key = ${keysOf(kind, email, "").person}`);
}

function quietSince(now: Date): Date {
  return new Date(now.getTime() - QUIET_MS);
}
