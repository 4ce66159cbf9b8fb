import type { Formats } from "./formats.ts";
import type { AnySnapshot, PrintedLine } from "./invoice-snapshot.ts";
import type { ColumnKey, Paper, PaperJob } from "./paper.ts";
import type { Words } from "./words/words.ts";

/** The table of jobs and lines. A column nobody needs is not there: discounts, VAT rates and nets only where they differ. */
export function presentLines(snapshot: AnySnapshot, words: Words, formats: Formats): Pick<Paper, "columns" | "jobs"> {
  const heads: Record<ColumnKey, string> = {
    kind: "",
    description: words.description,
    quantity: words.quantity,
    unit: "",
    price: words.unitPrice,
    discount: words.discount,
    vat: words.vat,
    net: words.net,
    total: words.total,
  };
  const absent = absentColumns(snapshot);
  const keys = (Object.keys(heads) as ColumnKey[]).filter((key) => !absent.has(key));
  const jobs = snapshot.jobs.map((job): PaperJob => {
    const netCents = job.lines.reduce((sum, line) => sum + line.netCents, 0);
    return {
      title: job.title,
      sums: { net: formats.amount(netCents), total: formats.amount(job.totalCents) },
      story: [
        { label: words.cause, value: job.cause ?? "" },
        { label: words.correction, value: job.correction ?? "" },
      ].filter((fact) => fact.value !== ""),
      rows: job.lines.map((line) => ({ cells: presentLine(line, words, formats), code: line.code ?? "" })),
    };
  });
  return { columns: keys.map((key) => ({ key, head: heads[key] })), jobs };
}

function absentColumns({ jobs, vatGroups, priceMode, buyer }: AnySnapshot): Set<ColumnKey> {
  const lines = jobs.flatMap((job) => job.lines);
  const absent = new Set<ColumnKey>();
  if (lines.every((line) => line.discountPercent === 0)) absent.add("discount");
  if (new Set(lines.map((line) => line.taxPercent)).size <= 1) absent.add("vat");
  // With gross prices the lines add up to the total only as long as the VAT they contain is charged, and a company
  // deducts it: both need to see the net of each line.
  const netMatters = Boolean(buyer?.vatId) || vatGroups.some((group) => group.category !== "S");
  if (priceMode === "net" || !netMatters) absent.add("net");
  return absent;
}

function presentLine(line: PrintedLine, words: Words, formats: Formats): Record<ColumnKey, string> {
  return {
    kind: words.kinds[line.kind],
    description: line.description,
    quantity: formats.quantity(line.quantity),
    unit: (Object.hasOwn(words.units, line.unit) && words.units[line.unit]) || line.unit,
    price: formats.amount(line.unitPriceCents),
    discount: line.discountPercent === 0 ? "" : formats.percent(line.discountPercent),
    vat: formats.percent(line.taxPercent),
    net: formats.amount(line.netCents),
    total: formats.amount(line.totalCents),
  };
}
