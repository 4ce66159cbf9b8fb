import type { AuditVerification } from "@mechanicbuddy/contract/audit";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { openArchives } from "./archive.ts";
import * as store from "./chain-store.ts";
import { valueHash } from "./entry.ts";
import { lineOf, sealHash } from "./seal-hash.ts";

/** So many entries at most are sealed at once, and read at once when they are checked. */
const STEP = 500;
/**
 * A number that is missing may belong to a change that is still being saved. No change takes this long, so afterwards it
 * is known to have been given up.
 */
const GAP_MS = 15 * 60_000;
const GENESIS = "0".repeat(64);

/** Seals what was written since the last seal into the chain. Writers never wait for it. */
export async function seal(ctx: Context): Promise<void> {
  while (await inTransaction(ctx, sealNext));
}

async function sealNext(ctx: Context): Promise<boolean> {
  const head = await store.lockHead(ctx);
  const next = withoutGap(await store.entriesAfter(ctx, head.seq, STEP), head.seq, ctx.now());
  const last = next.at(-1);
  const first = next[0];
  if (first === undefined || last === undefined) return false;
  const hash = sealHash(head.hash, next.map(lineOf));
  await store.saveSeal(ctx, {
    firstSeq: first.seq,
    lastSeq: last.seq,
    entries: next.length,
    prevHash: head.hash,
    hash,
  });
  return next.length === STEP;
}

/** The entries up to a number that may still come. */
function withoutGap(entries: readonly store.Row[], after: number, now: Date): store.Row[] {
  let before = after;
  const end = entries.findIndex(({ seq, row }) => {
    const young = now.getTime() - new Date(row.at).getTime() < GAP_MS;
    const waits = seq !== before + 1 && young;
    before = seq;
    return waits;
  });
  return entries.slice(0, end === -1 ? undefined : end);
}

/** Recomputes the whole chain, archives included, and checks the clear text beside it against the hashes within. */
export async function verify(ctx: Context): Promise<AuditVerification> {
  const end = await store.findHead(ctx);
  const old = await openArchives(ctx);
  const problems: string[] = [];
  let [before, entries, checkedUntil] = [{ seq: 0, hash: GENESIS }, 0, null as string | null];
  while (before.seq < end.seq) {
    const link = await store.sealAfter(ctx, before.seq);
    if (link === undefined || link.lastSeq > end.seq) break;
    const sealed =
      link.lastSeq <= old.until ? await old.between(before.seq, link.lastSeq) : await inTable(ctx, before.seq, link);
    if (link.prevHash !== before.hash)
      problems.push(`The seal before entry ${link.firstSeq} is missing or was changed.`);
    if (sealed.fault !== undefined) problems.push(sealed.fault);
    if (sealed.lines.length !== link.entries) {
      problems.push(
        `Of entries ${link.firstSeq} to ${link.lastSeq} there were ${link.entries}, now ${sealed.lines.length}.`,
      );
    } else if (sealHash(link.prevHash, sealed.lines) !== link.hash) {
      problems.push(`One of the entries ${link.firstSeq} to ${link.lastSeq} is not as it was written.`);
    }
    entries += sealed.lines.length;
    const last = sealed.lines.at(-1);
    if (last !== undefined) checkedUntil = (JSON.parse(last) as { at: string }).at;
    before = { seq: link.lastSeq, hash: link.hash };
  }
  if (before.seq !== end.seq || before.hash !== end.hash) {
    problems.push(`The chain should end at entry ${end.seq}, but ends at ${before.seq} or with another hash.`);
  }
  const archives = old.archives.map(({ id, fileId, entries, firstAt, lastAt }) => ({
    id,
    fileId,
    entries,
    firstAt,
    lastAt,
  }));
  return { intact: problems.length === 0, entries, checkedUntil, archives, problems: problems.slice(0, 20) };
}

async function inTable(
  ctx: Context,
  after: number,
  link: store.Seal,
): Promise<{ lines: string[]; fault: string | undefined }> {
  const sealed = await store.entriesBetween(ctx, after, link.lastSeq);
  return { lines: sealed.map(lineOf), fault: sealed.flatMap(personalFaults)[0] };
}

/** Clear text that is still there must be what was hashed. What was erased is no fault. */
function personalFaults({ seq, row, personal }: store.Row): string[] {
  if (personal === null) return [];
  const salt = Buffer.from(personal.salt, "hex");
  const fits = (clear: store.Fields, hashed: store.Fields) =>
    Object.entries(clear ?? {}).every(
      ([field, value]) => (typeof value === "object" && value !== null) || valueHash(salt, value) === hashed?.[field],
    );
  const whole = fits(personal.before, row.before) && fits(personal.after, row.after);
  return whole ? [] : [`What entry ${seq} says of a person is not as it was written.`];
}

/** Verifies each night; a break is logged where operators look. */
export async function verifyAndTell(ctx: Context): Promise<void> {
  const { intact, problems } = await verify(ctx);
  if (!intact) ctx.log.error({ event: "integrity-alarm", count: problems.length }, "the audit log does not verify");
}
