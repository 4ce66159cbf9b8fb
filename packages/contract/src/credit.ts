/** What a credit note takes off an invoice. The page that chooses and the API that issues ask here, so they agree to the cent. */

import { decimalText, divideRounded, scaledInteger } from "./decimal.ts";
import { lineAmounts, type PriceMode, type TaxCategory, type TaxGroup } from "./totals.ts";

/** A line of an invoice with what credit notes took off it before. Quantities are decimal strings and share their sign. */
export interface CreditableLine {
  id: string;
  quantity: string;
  unitPriceCents: number;
  discountPercent: number;
  category: TaxCategory;
  percent: number;
  totalCents: number;
  netCents: number;
  creditedQuantity: string;
  creditedCents: number;
  creditedNetCents: number;
}

export interface Creditable<Line extends CreditableLine = CreditableLine> {
  priceMode: PriceMode;
  lines: readonly Line[];
  groups: readonly TaxGroup[];
  /** Sums of earlier credit notes. */
  creditedGroups: readonly TaxGroup[];
}

/** How many of a line are to be credited: not zero, and no more than `leftToCredit`. */
export interface Chosen {
  lineId: string;
  quantity: string;
}

interface CreditedLine<Line extends CreditableLine = CreditableLine> {
  line: Line;
  quantity: string;
  totalCents: number;
  netCents: number;
}

/** Amounts are those of the invoice with the same sign: a credit note is printed in positive amounts. */
export interface CreditTotals<Line extends CreditableLine = CreditableLine> {
  lines: CreditedLine<Line>[];
  groups: TaxGroup[];
  netCents: number;
  vatCents: number;
  totalCents: number;
  /** Nothing of the invoice is left afterwards. */
  isFull: boolean;
}

/** How many of a line no credit note has taken yet, as a decimal without needless zeros. */
export function leftToCredit({ quantity, creditedQuantity }: CreditableLine): string {
  return plain(thousandths(quantity) - thousandths(creditedQuantity));
}

/** Everything that is left of an invoice. */
export function allLeft({ lines }: Pick<Creditable, "lines">): Chosen[] {
  return lines
    .map((line) => ({ lineId: line.id, quantity: leftToCredit(line) }))
    .filter(({ quantity }) => quantity !== "0");
}

/**
 * Totals of a credit note. A line, and a VAT group, of which nothing is left takes exactly the cents that remain of it;
 * before that, VAT is computed once per group as on the invoice, and never leaves less than nothing behind.
 */
export function creditTotals<Line extends CreditableLine>(
  invoice: Creditable<Line>,
  chosen: readonly Chosen[],
): CreditTotals<Line> {
  const wanted = new Map(chosen.map(({ lineId, quantity }) => [lineId, quantity]));
  const isLeft = (line: Line) => plain(thousandths(wanted.get(line.id) ?? "0")) !== leftToCredit(line);
  const lines: CreditedLine<Line>[] = [];
  const groups: TaxGroup[] = [];
  for (const group of invoice.groups) {
    const members = invoice.lines.filter((line) => isSame(line, group));
    const taken = members.flatMap((line) => {
      const quantity = wanted.get(line.id);
      return quantity === undefined ? [] : [lineCredit(line, quantity)];
    });
    if (taken.length === 0) continue;
    const rest = restOf(group, invoice.creditedGroups);
    const credited = members.some(isLeft) ? groupCredit(taken, rest, invoice.priceMode) : rest;
    evenOut(taken, credited.netCents);
    lines.push(...taken);
    groups.push(credited);
  }
  const place = new Map(invoice.lines.map((line, index) => [line.id, index]));
  lines.sort((a, b) => (place.get(a.line.id) ?? 0) - (place.get(b.line.id) ?? 0));
  return {
    lines,
    groups,
    netCents: sum(groups.map(({ netCents }) => netCents)),
    vatCents: sum(groups.map(({ vatCents }) => vatCents)),
    totalCents: sum(groups.map(({ grossCents }) => grossCents)),
    isFull: !invoice.lines.some(isLeft),
  };
}

function lineCredit<Line extends CreditableLine>(line: Line, quantity: string): CreditedLine<Line> {
  const restCents = line.totalCents - line.creditedCents;
  const restNetCents = line.netCents - line.creditedNetCents;
  if (plain(thousandths(quantity)) === leftToCredit(line)) {
    return { line, quantity: leftToCredit(line), totalCents: restCents, netCents: restNetCents };
  }
  const { unitPriceCents, discountPercent } = line;
  const { totalCents } = lineAmounts({ quantity, unitPriceCents, discountPercent });
  const netCents = share(line.netCents, thousandths(quantity), thousandths(line.quantity));
  return {
    line,
    quantity: plain(thousandths(quantity)),
    totalCents: within(totalCents, restCents),
    netCents: within(netCents, restNetCents),
  };
}

function groupCredit(taken: readonly CreditedLine[], rest: TaxGroup, priceMode: PriceMode): TaxGroup {
  const { category, percent } = rest;
  const rate = scaledInteger(percent, 2, "percent");
  const totalCents = sum(taken.map((line) => line.totalCents));
  if (category !== "S") {
    const netCents = sum(taken.map((line) => line.netCents));
    return { category, percent, netCents, vatCents: 0, grossCents: netCents };
  }
  const isGross = priceMode === "gross";
  const restCents = isGross ? rest.grossCents : rest.netCents;
  let vatCents = Number(divideRounded(BigInt(totalCents) * rate, isGross ? 10_000n + rate : 10_000n));
  if (totalCents >= 0 && totalCents <= restCents && rest.vatCents >= 0) {
    const leastCents = isGross ? Math.max(0, totalCents - rest.netCents) : 0;
    vatCents = Math.min(Math.max(vatCents, leastCents), rest.vatCents);
  }
  const netCents = isGross ? totalCents - vatCents : totalCents;
  return { category, percent, netCents, vatCents, grossCents: netCents + vatCents };
}

/** Lines add up to their group: a cent that rounding left over goes to the largest. */
function evenOut(lines: CreditedLine[], netCents: number): void {
  const overCents = netCents - sum(lines.map((line) => line.netCents));
  const [first, ...others] = lines;
  if (overCents === 0 || first === undefined) return;
  const largest = others.reduce((a, b) => (Math.abs(b.totalCents) > Math.abs(a.totalCents) ? b : a), first);
  largest.netCents += overCents;
}

function restOf(group: TaxGroup, credited: readonly TaxGroup[]): TaxGroup {
  const { category, percent } = group;
  const before = credited.find((other) => isSame(other, group));
  return {
    category,
    percent,
    netCents: group.netCents - (before?.netCents ?? 0),
    vatCents: group.vatCents - (before?.vatCents ?? 0),
    grossCents: group.grossCents - (before?.grossCents ?? 0),
  };
}

type Taxed = Pick<TaxGroup, "category" | "percent">;
const isSame = (one: Taxed, other: Taxed) => one.category === other.category && one.percent === other.percent;

/** Between nothing and what is left, whichever sign that has. */
function within(cents: number, restCents: number): number {
  return restCents < 0 ? Math.max(restCents, Math.min(0, cents)) : Math.min(restCents, Math.max(0, cents));
}

function share(cents: number, part: bigint, whole: bigint): number {
  const sign = whole < 0n ? -1n : 1n;
  return Number(divideRounded(sign * BigInt(cents) * part, sign * whole));
}

const thousandths = (quantity: string) => scaledInteger(quantity, 3, "quantity");
const plain = (quantity: bigint) => decimalText(quantity, 3).replace(/\.?0+$/, "");
const sum = (cents: readonly number[]) => cents.reduce((a, b) => a + b, 0);
