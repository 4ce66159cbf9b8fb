import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import { sha256 } from "@mechanicbuddy/platform/keys";

export type Decision = "approved" | "declined" | "revoked";
export type Method = "link" | "in_person" | "phone" | "email" | "sms";

/** A decision as the chain holds it. Keys and values are hashed, so they never change; hashes are in hexadecimal. */
export interface ChainRow {
  id: string;
  seq: number;
  estimateId: string | null;
  jobId: string;
  decision: Decision;
  method: Method;
  openedAt: string | null;
  decidedAt: string;
  /** What the customer pays for the job, VAT included, in minor units of the estimate's currency. */
  amountCents: number;
  snapshotSha256: string | null;
  personSha256: string;
  /** The user who wrote it down; null when the customer answered through the link. */
  recordedBy: string | null;
}

/** Who decided: beside the chain, which holds only its salted hash, so that it can be erased. */
export interface Person {
  name: string;
  saidTo: string | null;
  ip: string | null;
  userAgent: string | null;
  comment: string | null;
  signatureSha256: string | null;
}

export interface ChainLink {
  seq: number;
  prevHash: string;
  hash: string;
}

/** What stands before the first decision of a workshop. */
export const genesis = "0".repeat(64);

/** SHA-256 of the hash before and the row's canonical JSON, in hexadecimal. */
export function linkHash(prevHash: string, row: ChainRow): string {
  return sha256(Buffer.concat([Buffer.from(prevHash, "hex"), Buffer.from(canonicalJson(row))])).toString("hex");
}

/** SHA-256 of a random salt and the person's canonical JSON, in hexadecimal. */
export function personHash(salt: Buffer, person: Person): string {
  return sha256(Buffer.concat([salt, Buffer.from(canonicalJson(person))])).toString("hex");
}

/** What is wrong between two neighbours of the chain; undefined when the second follows the first. */
export function gapBefore(link: ChainLink, before: ChainLink): string | undefined {
  if (link.seq !== before.seq + 1) return `Decision ${before.seq + 1} is missing.`;
  if (link.prevHash !== before.hash) return `Decision ${link.seq} does not follow decision ${before.seq}.`;
  return undefined;
}
