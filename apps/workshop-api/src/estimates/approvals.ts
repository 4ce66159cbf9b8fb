import { randomBytes } from "node:crypto";
import { isIP } from "node:net";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import { setAuthorisation } from "../work-orders/work-orders.ts";
import * as store from "./approval-store.ts";
import { type ChainRow, type Decision, linkHash, type Method, type Person, personHash } from "./chain.ts";

/** A decision on its way into the chain. */
export interface NewApproval {
  estimateId: string | null;
  snapshotSha256: string | null;
  jobId: string;
  decision: Decision;
  method: Method;
  openedAt: string | null;
  amountCents: number;
  name: string;
  saidTo?: string;
  comment?: string;
  signature?: { id: string; sha256: string };
}

/**
 * Appends decisions to the workshop's chain. Its head stays locked until the transaction ends, so take every other
 * lock first. Address and browser are kept of an answer through the link; a colleague's say nothing about the customer.
 */
export async function append(ctx: Context, approvals: readonly NewApproval[]): Promise<void> {
  if (!ctx.transactional) throw new Error("A decision is appended in the transaction of its effect");
  const head = await store.lockHead(ctx, addressOf(ctx));
  const visitor = { ip: head.ip, userAgent: ctx.actor.userAgent ?? null };
  let { seq, hash } = head;
  const entries = approvals.map((approval): store.Entry => {
    const salt = randomBytes(16);
    const person: Person = {
      name: approval.name,
      saidTo: approval.saidTo ?? null,
      ...(approval.method === "link" && approval.decision !== "revoked" ? visitor : { ip: null, userAgent: null }),
      comment: approval.comment ?? null,
      signatureSha256: approval.signature?.sha256 ?? null,
    };
    const row: ChainRow = {
      id: newId(),
      seq: ++seq,
      estimateId: approval.estimateId,
      jobId: approval.jobId,
      decision: approval.decision,
      method: approval.method,
      openedAt: approval.openedAt,
      decidedAt: ctx.now().toISOString(),
      amountCents: approval.amountCents,
      snapshotSha256: approval.snapshotSha256,
      personSha256: personHash(salt, person),
      recordedBy: ctx.actor.userId ?? null,
    };
    const prevHash = hash;
    hash = linkHash(prevHash, row);
    return { row, prevHash, hash, salt, person, signatureFileId: approval.signature?.id ?? null };
  });
  await store.append(ctx, entries);
}

function addressOf({ actor }: Context): string | null {
  // A zone (`fe80::1%eth0`) names an interface of this machine, not the visitor.
  const address = actor.ip?.replace(/%.*$/, "") ?? "";
  return isIP(address) === 0 ? null : address;
}

/**
 * Jobs were edited beyond what the customer agreed to or was asked for: they become `changed`, and for each approval
 * that stands `revoked` is appended. Whoever edits decides that it is so.
 */
export function markChanged(ctx: Context, jobIds: readonly string[]): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [jobs, name = "MechanicBuddy"] = await Promise.all([
      store.jobFacts(ctx, jobIds),
      store.nameOfActor(ctx),
      setAuthorisation(ctx, jobIds, "changed"),
    ]);
    const revoked = jobs.flatMap(({ id, latest }): NewApproval[] => {
      if (latest?.decision !== "approved") return [];
      const { estimateId, snapshotSha256, method, amountCents } = latest;
      return [
        { estimateId, snapshotSha256, jobId: id, decision: "revoked", method, openedAt: null, amountCents, name },
      ];
    });
    if (revoked.length === 0) return;
    await append(ctx, revoked);
    for (const { jobId } of revoked) {
      audit.record(ctx, {
        action: "approval.revoke",
        entityKind: "job",
        entityId: jobId,
        after: { decision: "revoked" },
      });
    }
  });
}
