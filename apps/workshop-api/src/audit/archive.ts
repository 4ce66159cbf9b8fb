import { gunzipSync, gzipSync } from "node:zlib";
import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as files from "../files/files.ts";
import * as store from "./archive-store.ts";
import { record } from "./audit.ts";
import * as chain from "./chain-store.ts";
import { lineOf, sealHash } from "./seal-hash.ts";

/** Entries stay in the table for so many months. */
const MONTHS = 24;
/** A file holds about so many entries: as much as is ever held at once. */
const ENTRIES_PER_FILE = 10_000;

/**
 * Moves entries older than 24 months into files, whole seals at a time, each file with the seals over its entries, so that
 * it verifies by itself. Values that name a person leave as their hashes alone.
 */
export async function archive(ctx: Context): Promise<void> {
  while (await inTransaction(ctx, archiveNext));
}

async function archiveNext(ctx: Context): Promise<boolean> {
  const head = await chain.lockHead(ctx);
  const limit = new Date(ctx.now());
  limit.setUTCMonth(limit.getUTCMonth() - MONTHS);
  const until = limit.toISOString();
  const lines: string[] = [];
  const seals: chain.Seal[] = [];
  let [entries, firstAt, lastAt] = [0, until, ""];
  let after = await store.archivedUntil(ctx);
  while (after < head.seq && entries < ENTRIES_PER_FILE) {
    const seal = await chain.sealAfter(ctx, after);
    if (seal === undefined) break;
    const rows = await chain.entriesBetween(ctx, after, seal.lastSeq);
    if (rows.some(({ row }) => row.at >= until)) break;
    const sealed = rows.map(lineOf);
    if (sealHash(seal.prevHash, sealed) !== seal.hash) throw new Error("A broken chain is not put away");
    lines.push(...sealed, canonicalJson({ seal }));
    for (const { at } of rows.map(({ row }) => row)) {
      if (at < firstAt) firstAt = at;
      if (at > lastAt) lastAt = at;
    }
    seals.push(seal);
    entries += rows.length;
    after = seal.lastSeq;
  }
  const [first, last] = [seals[0], seals.at(-1)];
  if (first === undefined || last === undefined) return false;
  const bytes = gzipSync(`${lines.join("\n")}\n`);
  const id = newId();
  const name = `audit-log-${firstAt.slice(0, 10)}-${lastAt.slice(0, 10)}.ndjson.gz`;
  const file = await files.store(ctx, { bytes, mediaType: "application/gzip", name, owner: { kind: "audit", id } });
  const { firstSeq } = first;
  const { lastSeq } = last;
  await store.save(ctx, { id, firstSeq, lastSeq, entries, firstAt, lastAt, fileId: file.id, sha256: file.sha256 });
  record(ctx, {
    action: "audit.archive",
    entityKind: "audit",
    entityId: id,
    after: { entries, from: firstAt, to: lastAt },
  });
  return true;
}

/** Entries of archives as the chain holds them, by the seals over them; one file is held at a time. */
export async function openArchives(ctx: Context) {
  const archives = await store.list(ctx);
  const until = archives.at(-1)?.lastSeq ?? 0;
  let held: { archive: store.Archive; lines: Line[]; fault: string | undefined } | undefined;

  return {
    archives,
    until,
    /** Lines of the entries behind one number up to another, and what is wrong with the file they are in. */
    async between(after: number, last: number): Promise<{ lines: string[]; fault: string | undefined }> {
      const archive = archives.find(({ firstSeq, lastSeq }) => firstSeq <= last && last <= lastSeq);
      if (archive === undefined) return { lines: [], fault: "An archive of old entries is missing." };
      const isNew = held?.archive.id !== archive.id;
      if (held === undefined || isNew) held = { archive, ...(await readArchive(ctx, archive)) };
      const lines = held.lines.filter(({ seq }) => seq > after && seq <= last).map(({ text }) => text);
      return { lines, fault: isNew ? held.fault : undefined };
    },
  };
}

interface Line {
  seq: number;
  text: string;
}

async function readArchive(
  ctx: Context,
  archive: store.Archive,
): Promise<{ lines: Line[]; fault: string | undefined }> {
  const named = `The archive of entries ${archive.firstSeq} to ${archive.lastSeq}`;
  try {
    const { bytes } = await files.read(ctx, archive.fileId);
    if (sha256(bytes).toString("hex") !== archive.sha256) return { lines: [], fault: `${named} was changed.` };
    const lines = gunzipSync(bytes)
      .toString()
      .split("\n")
      .filter((text) => text !== "")
      .map((text) => ({ text, seq: (JSON.parse(text) as { seq?: number }).seq ?? -1 }));
    return { lines, fault: undefined };
  } catch (error) {
    ctx.log.warn({ err: error }, "an archive of the audit log cannot be read");
    return { lines: [], fault: `${named} cannot be read.` };
  }
}
