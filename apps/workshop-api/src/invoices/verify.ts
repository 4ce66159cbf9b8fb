import { notFound } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as files from "../files/files.ts";
import * as notifications from "../notifications/notifications.ts";
import * as payments from "../payments/payments.ts";
import { linkHash } from "./chain.ts";
import * as invoices from "./store.ts";
import * as store from "./verify-store.ts";

/** What a check found. Without problems everything is as it was issued. */
export interface Finding {
  documents: number;
  problems: string[];
}

const STEP = 100;
const GENESIS = "0".repeat(64);

/**
 * Checks every document of a workshop against the chain, the run of numbers, and what is open against documents and
 * payments.
 * @param papersSince also reads the PDFs of documents issued on this day or later, byte for byte
 */
export async function verify(ctx: Context, papersSince = "0001-01-01"): Promise<Finding> {
  const chain = await verifyChain(ctx, papersSince);
  const [gaps, differences, overdrawn] = await Promise.all([
    store.gaps(ctx),
    store.differences(ctx),
    payments.overdrawn(ctx),
  ]);
  return {
    documents: chain.documents,
    problems: [
      ...chain.problems,
      ...gaps.map(({ number, n, before }) => `${number} has the count ${n}, but the one before it is ${before}.`),
      ...differences.map(({ number }) => `What is open on ${number} is not what its payments and credits make it.`),
      ...overdrawn.map(({ number }) => `More of payment ${number} is on invoices than came in.`),
    ],
  };
}

async function verifyChain(ctx: Context, papersSince: string): Promise<Finding> {
  const end = await store.findHead(ctx);
  const problems: string[] = [];
  let before = { seq: 0, hash: GENESIS };
  while (before.seq < end.seq) {
    // Documents issued since the end was read belong to the next check.
    const links = (await store.linksAfter(ctx, before.seq, STEP)).filter(({ seq }) => seq <= end.seq);
    if (links.length === 0) break;
    for (const link of links) {
      problems.push(...faultsOf(link, before));
      if (link.row !== null && link.row.issueOn >= papersSince && !(await hasItsPaper(ctx, link.row))) {
        problems.push(`The PDF of ${link.number} is not the one that was issued.`);
      }
      before = { seq: link.seq, hash: link.hash };
    }
  }
  if (before.seq !== end.seq || before.hash !== end.hash) {
    problems.push(`The chain should end at document ${end.seq}, but ends at ${before.seq} or with another hash.`);
  }
  return { documents: before.seq, problems };
}

function faultsOf(link: store.Link | store.PurgedLink, before: { seq: number; hash: string }): string[] {
  const { seq, number, prevHash, hash } = link;
  const faults: string[] = [];
  if (seq !== before.seq + 1) faults.push(`Document ${before.seq + 1} of the chain is missing.`);
  if (prevHash !== before.hash) faults.push(`${number} does not follow document ${before.seq} of the chain.`);
  // Of a document whose retention is over the hash alone is left; what follows still builds on it.
  if (link.row === null) return faults;
  const { row, fileSha256 } = link;
  if (linkHash(Buffer.from(prevHash, "hex"), row).toString("hex") !== hash) {
    faults.push(`${row.number} is not as it was issued.`);
  }
  if (fileSha256 !== row.pdfSha256) faults.push(`The PDF of ${row.number} was exchanged.`);
  return faults;
}

async function hasItsPaper(ctx: Context, row: store.Link["row"]): Promise<boolean> {
  const stored = await invoices.findPdf(ctx, row.id);
  if (stored === undefined) throw notFound();
  const { bytes } = await files.read(ctx, stored.fileId);
  return sha256(bytes).toString("hex") === row.pdfSha256;
}

/** Verifies, and tells whoever answers for the books when something is wrong. */
export async function verifyAndTell(ctx: Context, papersSince: string): Promise<void> {
  const { problems } = await verify(ctx, papersSince);
  const [first] = problems;
  if (first === undefined) return;
  ctx.log.error({ event: "integrity-alarm", count: problems.length }, "issued documents do not verify");
  await notifications.tell(ctx, {
    permission: "settings.fiscal",
    kind: "invoices.damaged",
    about: null,
    data: { problem: first, count: problems.length },
  });
}
