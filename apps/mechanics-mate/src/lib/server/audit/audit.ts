import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import { type Db, maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import { accountOf, type MateContext } from "../context.ts";

export interface AuditNote {
  action: string;
  subjectId?: string;
  reason?: string;
  detail?: Record<string, string | number | boolean | null>;
}

interface Entry {
  n: number;
  at: string;
  adminId: string;
  action: string;
  subjectId: string | null;
  reason: string | null;
  detail: Record<string, unknown>;
}

const CHAIN = 7_281_946;
const empty = Buffer.alloc(32);

function hashOf(previous: Buffer, entry: Entry): Buffer {
  return sha256(Buffer.concat([previous, Buffer.from(canonicalJson(entry))]));
}

/** Notes what the signed-in administrator does, inside the transaction that does it. Each entry holds the hash of the last. */
export async function note(ctx: MateContext, { action, subjectId, reason, detail = {} }: AuditNote): Promise<void> {
  if (!ctx.transactional) throw new Error("An audit note belongs into the transaction of what it tells");
  await run(ctx.db, sql`select pg_advisory_xact_lock(${CHAIN})`);
  const last = await maybeOne<{ n: string; hash: Buffer }>(
    ctx.db,
    sql`select n, hash from mate.audit_log order by n desc limit 1`,
  );
  const previous = last?.hash ?? empty;
  const entry: Entry = {
    n: Number(last?.n ?? 0) + 1,
    at: ctx.now().toISOString(),
    adminId: accountOf(ctx).userId,
    action,
    subjectId: subjectId ?? null,
    reason: reason ?? null,
    detail,
  };
  await run(
    ctx.db,
    sql`insert into mate.audit_log (n, created_at, admin_id, action, subject_id, reason, detail, previous_hash, hash)
      values (${entry.n}, ${entry.at}, ${entry.adminId}, ${action}, ${entry.subjectId}, ${entry.reason},
        ${JSON.stringify(detail)}::jsonb, ${previous}, ${hashOf(previous, entry)})`,
  );
}

/** The first entry that does not follow from the one before it; undefined when the chain is whole. */
export async function firstBroken(db: Db): Promise<number | undefined> {
  const entries = await rows<Entry & { n: string; createdAt: Date; previous: Buffer; hash: Buffer }>(
    db,
    sql`select n, created_at as "createdAt", admin_id as "adminId", action, subject_id as "subjectId", reason, detail,
        previous_hash as previous, hash from mate.audit_log order by n`,
  );
  let previous: Buffer = empty;
  for (const [index, { n, createdAt, adminId, action, subjectId, reason, detail, hash, ...row }] of entries.entries()) {
    const entry = { n: Number(n), at: createdAt.toISOString(), adminId, action, subjectId, reason, detail };
    const fits = Number(n) === index + 1 && row.previous.equals(previous) && hash.equals(hashOf(previous, entry));
    if (!fits) return Number(n);
    previous = hash;
  }
  return undefined;
}
