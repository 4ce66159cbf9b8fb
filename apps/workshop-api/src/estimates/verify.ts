import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import type { Context } from "@mechanicbuddy/platform/context";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { entriesAfter, findHead, type StoredEntry } from "./approval-store.ts";
import { type ChainLink, gapBefore, genesis, linkHash, type Person, personHash } from "./chain.ts";
import type { ChainPart, EvidencedDecision } from "./evidence.ts";

/** What a check found. Without problems everything is as it was written. */
export interface Finding {
  decisions: number;
  problems: string[];
}

const STEP = 500;

/** Recomputes a workshop's whole chain, with the people and the estimates its rows speak of. */
export async function verifyChain(ctx: Context): Promise<Finding> {
  const end = await findHead(ctx);
  const problems: string[] = [];
  let before: ChainLink = { seq: 0, prevHash: genesis, hash: genesis };
  while (before.seq < end.seq) {
    const entries = (await entriesAfter(ctx, before.seq, STEP)).filter(({ seq }) => seq <= end.seq);
    if (entries.length === 0) break;
    for (const entry of entries) {
      problems.push(...faultsOf(entry), ...estimateFaults(entry));
      const gap = gapBefore(entry, before);
      if (gap !== undefined) problems.push(gap);
      before = entry;
    }
  }
  if (before.seq !== end.seq || before.hash !== end.hash) {
    problems.push(`The chain should end at decision ${end.seq}, but ends at ${before.seq} or with another hash.`);
  }
  return { decisions: before.seq, problems };
}

function faultsOf({
  seq,
  prevHash,
  hash,
  row,
  person,
}: Omit<EvidencedDecision, "person"> & { person: Known }): string[] {
  const faults: string[] = [];
  if (row.seq !== seq || linkHash(prevHash, row) !== hash) faults.push(`Decision ${seq} is not as it was written.`);
  if (person !== null && personHash(Buffer.from(person.salt, "hex"), person.person) !== row.personSha256) {
    faults.push(`Who gave decision ${seq} is not as it was written.`);
  }
  return faults;
}

type Known = { salt: string; person: Person } | null;

function estimateFaults({ seq, row, estimate }: StoredEntry): string[] {
  if (estimate === null) return [];
  const { snapshot, pdfSha256 } = estimate;
  if (hashOf(canonicalJson(snapshot)) !== row.snapshotSha256) return [`The estimate of decision ${seq} was changed.`];
  return (snapshot as { pdfSha256: string }).pdfSha256 === pdfSha256
    ? []
    : [`The PDF of decision ${seq} was exchanged.`];
}

/** Checks an unpacked evidence file by itself: every byte of every file counts. */
export function verifyEvidence(files: ReadonlyMap<string, Uint8Array>): Finding {
  try {
    const manifest = parsed<Record<string, string>>(files, "manifest.json");
    const problems = manifestFaults(files, manifest);
    const snapshot = parsed<{ pdfSha256: string; document: { number: string } }>(files, "snapshot.json");
    const decisions = parsed<EvidencedDecision[]>(files, "decisions.json");
    const chain = parsed<ChainPart>(files, "chain.json");
    if (hashOf(content(files, `${snapshot.document.number}.pdf`)) !== snapshot.pdfSha256) {
      problems.push("The PDF is not the one of the snapshot.");
    }
    const snapshotHash = hashOf(content(files, "snapshot.json"));
    for (const decision of decisions) {
      const { seq, row, person } = decision;
      problems.push(...faultsOf(decision));
      if (row.snapshotSha256 !== snapshotHash) problems.push(`Decision ${seq} is about another snapshot.`);
      const signature = person?.signatureFile == null ? null : hashOf(content(files, person.signatureFile));
      if (person !== null && signature !== person.person.signatureSha256) {
        problems.push(`The signature of decision ${seq} is another one.`);
      }
    }
    return { decisions: decisions.length, problems: [...problems, ...chainFaults(chain, decisions)] };
  } catch (error) {
    return { decisions: 0, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

function manifestFaults(files: ReadonlyMap<string, Uint8Array>, manifest: Record<string, string>): string[] {
  const present = [...files.keys()].filter((name) => name !== "manifest.json");
  const foreign = present.filter((name) => manifest[name] === undefined).map((name) => `${name} does not belong here.`);
  const wrong = Object.entries(manifest).flatMap(([name, hash]) => {
    const bytes = files.get(name);
    if (bytes === undefined) return [`${name} is missing.`];
    return hashOf(bytes) === hash ? [] : [`${name} is not as it was written.`];
  });
  return [...foreign, ...wrong];
}

function chainFaults({ links, end }: ChainPart, decisions: readonly EvidencedDecision[]): string[] {
  const faults: string[] = [];
  for (const [index, link] of links.entries()) {
    const before = links[index - 1];
    const gap = before && gapBefore(link, before);
    if (gap !== undefined) faults.push(gap);
  }
  const known = new Map(links.map((link) => [link.seq, link]));
  for (const { seq, prevHash, hash } of decisions) {
    const link = known.get(seq);
    if (link?.hash !== hash || link.prevHash !== prevHash)
      faults.push(`Decision ${seq} stands differently in the chain.`);
  }
  const last = links.at(-1);
  if (last !== undefined && (end.seq < last.seq || (end.seq === last.seq && end.hash !== last.hash))) {
    faults.push("The chain ends before its last decision.");
  }
  return faults;
}

/** Canonical JSON has one spelling, so that not even a space can be added to a file. */
function parsed<T>(files: ReadonlyMap<string, Uint8Array>, name: string): T {
  const bytes = content(files, name);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new Error(`${name} cannot be read.`);
  }
  if (!Buffer.from(canonicalJson(value)).equals(bytes)) throw new Error(`${name} is not as it was written.`);
  return value as T;
}

function content(files: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const bytes = files.get(name);
  if (bytes === undefined) throw new Error(`${name} is missing.`);
  return bytes;
}

function hashOf(data: string | Uint8Array): string {
  return sha256(data).toString("hex");
}
