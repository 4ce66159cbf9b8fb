import { notFound } from "@mechanicbuddy/contract/problem";
import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import type { Context } from "@mechanicbuddy/platform/context";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as files from "../files/files.ts";
import { writeZip, type ZipEntry } from "../zip.ts";
import * as approvals from "./approval-store.ts";
import type { ChainLink, ChainRow, Person } from "./chain.ts";
import * as store from "./store.ts";

/** A decision in `decisions.json`. `person` is null once the customer's data were erased. */
export interface EvidencedDecision extends ChainLink {
  row: ChainRow;
  person: { salt: string; person: Person; signatureFile: string | null } | null;
}

/** `chain.json`: the workshop's chain from the first to the last decision of this estimate, and where it ended then. */
export interface ChainPart {
  links: ChainLink[];
  end: { seq: number; hash: string };
}

/** Everything that proves what the customer agreed to, as one ZIP that can be checked without us. */
export async function getEvidence(ctx: Context, id: string): Promise<{ bytes: Buffer; name: string }> {
  const [issued, entries, links, end] = await Promise.all([
    store.findIssued(ctx, id),
    approvals.entriesOf(ctx, id),
    approvals.linksAround(ctx, id),
    approvals.findHead(ctx),
  ]);
  if (issued === undefined) throw notFound();
  const { number, frozen, pdfFileId } = issued;
  const signatures = new Map<string, ZipEntry>();
  for (const fileId of new Set(entries.map(({ person }) => person?.signatureFileId))) {
    if (fileId == null) continue;
    const name = `signature-${signatures.size + 1}.png`;
    signatures.set(fileId, { name, bytes: (await files.read(ctx, fileId)).bytes });
  }
  const decisions = entries.map(({ seq, prevHash, hash, row, person }): EvidencedDecision => {
    if (person === null) return { seq, prevHash, hash, row, person };
    const signatureFile = signatures.get(person.signatureFileId ?? "")?.name ?? null;
    return { seq, prevHash, hash, row, person: { salt: person.salt, person: person.person, signatureFile } };
  });
  const part: ChainPart = { links, end };
  const contents: ZipEntry[] = [
    { name: `${number}.pdf`, bytes: (await files.read(ctx, pdfFileId)).bytes },
    json("snapshot.json", frozen),
    json("decisions.json", decisions),
    json("chain.json", part),
    ...signatures.values(),
    { name: "README.txt", bytes: Buffer.from(readme(number)) },
  ];
  const sums = Object.fromEntries(contents.map(({ name, bytes }) => [name, sha256(bytes).toString("hex")]));
  return { bytes: await writeZip([...contents, json("manifest.json", sums)]), name: `${number}-evidence.zip` };
}

function json(name: string, value: unknown): ZipEntry {
  return { name, bytes: Buffer.from(canonicalJson(value)) };
}

function readme(number: string): string {
  return `Evidence for estimate ${number}

${number}.pdf     the estimate as it was issued
snapshot.json     the same as data; its field pdfSha256 is the SHA-256 of the PDF
decisions.json    each yes, no and withdrawal of a yes, with who gave it and how
signature-1.png   a drawn signature, if there is one
chain.json        the workshop's chain of decisions from the first to the last one of this estimate
manifest.json     the SHA-256 of every other file here

With MechanicBuddy's source code at hand, one command checks all of it:
    node apps/workshop-api/scripts/verify-approvals.ts <this folder or the ZIP file>

By hand, with any program that computes SHA-256. Hashes are written in hexadecimal, JSON is canonical (RFC 8785).
1. SHA-256 of the PDF            = "pdfSha256" in snapshot.json.
2. SHA-256 of snapshot.json      = "snapshotSha256" in the "row" of each decision.
3. For each decision:
   SHA-256 of the 32 bytes of "prevHash" followed by the canonical JSON of "row"     = "hash".
4. For each decision whose "person" was not erased:
   SHA-256 of the bytes of "salt" followed by the canonical JSON of "person.person"  = "personSha256" in "row";
   SHA-256 of the signature's file                                       = "signatureSha256" in "person.person".
5. In chain.json each "prevHash" is the "hash" before it, "seq" counts up without a gap, and the hash of each decision
   stands there under its own "seq".

The chain holds all decisions of the workshop in the order they were made. A decision that was changed, removed or
slipped in afterwards breaks every hash behind it. Two downloads of different days must agree on every hash they share:
keep this file, and "end" in chain.json says up to where the workshop's chain is fixed by it.
`;
}
