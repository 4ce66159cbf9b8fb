import type { Check } from "./field-checks.ts";
import * as field from "./field-checks.ts";
import type { AnySnapshot } from "./invoice-snapshot.ts";
import { currentTemplateVersion, documentLanguages, lineKinds, vatCategories } from "./invoice-snapshot.ts";
import type { SnapshotProblem } from "./snapshot-problems.ts";
import { SnapshotError } from "./snapshot-problems.ts";

const { optional, list, object, oneOf } = field;

const seller = object({
  legalName: field.filledText,
  tradingName: optional(field.text),
  registrationNo: optional(field.text),
  vatId: optional(field.text),
  addressLines: list(field.text),
  phone: optional(field.text),
  email: optional(field.text),
  website: optional(field.text),
  accounts: list(object({ iban: field.filledText, bic: optional(field.text), bank: optional(field.text) })),
  logo: optional(checkLogo),
  logoSha256: optional(field.text),
});

const buyer = object({
  name: field.filledText,
  addressLines: list(field.text),
  registrationNo: optional(field.text),
  vatId: optional(field.text),
});

const vehicle = object({
  plate: optional(field.text),
  vin: optional(field.text),
  makeModel: optional(field.text),
  odometer: optional(field.wholeNumber),
  unit: oneOf(["km", "mi"]),
});

const line = object({
  kind: oneOf(lineKinds),
  code: optional(field.text),
  description: field.filledText,
  quantity: field.quantity,
  unit: field.text,
  unitPriceCents: field.cents,
  discountPercent: field.percent,
  totalCents: field.cents,
  netCents: field.cents,
  taxPercent: field.percent,
});

const job = object({
  title: field.filledText,
  cause: optional(field.text),
  correction: optional(field.text),
  lines: list(line),
  totalCents: field.cents,
});

const vatGroup = object({
  category: oneOf(vatCategories),
  percent: field.percent,
  netCents: field.cents,
  vatCents: field.cents,
  grossCents: field.cents,
  reason: optional(field.text),
});

const everyDocument: Record<string, Check> = {
  templateVersion: oneOf([currentTemplateVersion]),
  number: field.filledText,
  issueOn: field.date,
  language: oneOf(documentLanguages),
  locale: optional(field.locale),
  paper: optional(oneOf(["a4", "letter"])),
  currency: field.currency,
  priceMode: oneOf(["net", "gross"]),
  seller,
  buyer: optional(buyer),
  vehicle: optional(vehicle),
  orderNumber: optional(field.text),
  jobs: list(job),
  vatGroups: list(vatGroup),
  totals: object({ netCents: field.cents, vatCents: field.cents, totalCents: field.cents }),
  notes: list(field.text),
  signatureLines: field.flag,
  issuedBy: optional(field.text),
};

const documents: Record<AnySnapshot["kind"], Check> = {
  invoice: object({
    kind: oneOf(["invoice"]),
    ...everyDocument,
    supplyOn: field.date,
    dueOn: field.date,
    dueDays: field.days,
    paymentMethod: optional(field.text),
    lateFeeText: optional(field.text),
  }),
  credit_note: object({
    kind: oneOf(["credit_note"]),
    ...everyDocument,
    supplyOn: field.date,
    creditsNumber: field.filledText,
    creditsIssueOn: field.date,
    reason: field.filledText,
  }),
  estimate: object({ kind: oneOf(["estimate"]), ...everyDocument, validUntilOn: field.date }),
};

/**
 * Makes sure a snapshot can be printed and that its printed columns add up.
 * @param kinds the kinds of document the caller prints
 * @throws SnapshotError naming every field that is wrong
 */
export function checkSnapshot(snapshot: AnySnapshot, kinds: AnySnapshot["kind"][]): void {
  const problems: SnapshotProblem[] = [];
  object({ kind: oneOf(kinds) })(snapshot, "", problems);
  if (problems.length === 0) documents[snapshot.kind](snapshot, "", problems);
  if (problems.length === 0) problems.push(...wrongSums(snapshot));
  if (problems.length > 0) throw new SnapshotError(problems);
}

/** A document whose columns do not add up must never be printed, wherever the mistake was made. */
function wrongSums({ jobs, vatGroups, totals }: AnySnapshot): SnapshotProblem[] {
  const problems: SnapshotProblem[] = [];
  const mustEqual = (name: string, cents: number, sum: number, what: string) => {
    if (cents !== sum) problems.push({ field: name, message: `is ${cents}, but ${what} is ${sum}.` });
  };
  jobs.forEach((job, index) => {
    mustEqual(`jobs[${index}].totalCents`, job.totalCents, sumOf(job.lines, "totalCents"), "the sum of its lines");
  });
  const lines = jobs.flatMap((job) => job.lines);
  mustEqual("totals.netCents", totals.netCents, sumOf(lines, "netCents"), "the sum of the lines' netCents");
  mustEqual("totals.netCents", totals.netCents, sumOf(vatGroups, "netCents"), "the sum of the VAT groups");
  mustEqual("totals.vatCents", totals.vatCents, sumOf(vatGroups, "vatCents"), "the sum of the VAT groups");
  mustEqual("totals.totalCents", totals.totalCents, sumOf(vatGroups, "grossCents"), "the sum of the VAT groups");
  mustEqual("totals.totalCents", totals.totalCents, totals.netCents + totals.vatCents, "net and VAT together");
  return problems;
}

function sumOf<K extends string>(rows: Record<K, number>[], key: K): number {
  return rows.reduce((sum, row) => sum + row[key], 0);
}

const pictureStarts = { "image/png": "\x89PNG", "image/jpeg": "\xff\xd8\xff", "image/webp": "RIFF" };

function checkLogo(value: unknown, path: string, problems: SnapshotProblem[]): void {
  const before = problems.length;
  object({ base64: field.filledText, mediaType: oneOf(Object.keys(pictureStarts)) })(value, path, problems);
  if (problems.length > before) return;
  const { base64, mediaType } = value as { base64: string; mediaType: keyof typeof pictureStarts };
  if (!Buffer.from(base64.slice(0, 16), "base64").toString("latin1").startsWith(pictureStarts[mediaType])) {
    problems.push({ field: path, message: `does not start like ${mediaType}; store the picture again.` });
  }
}
