import type { Formats } from "./formats.ts";
import { formatsFor } from "./formats.ts";
import type { AnySnapshot, VatGroup } from "./invoice-snapshot.ts";
import type { Fact, Paper } from "./paper.ts";
import { presentLines } from "./present-lines.ts";
import { fact, filled, grouped, issuedDate, letterHead, pageFooter } from "./present-parts.ts";
import type { Words } from "./words/words.ts";
import { wordsIn } from "./words/words.ts";

/** Turns a checked snapshot into the finished strings of its page, in its own language. */
export function present(snapshot: AnySnapshot): Paper {
  const { seller, vehicle } = snapshot;
  const words = wordsIn(snapshot.language);
  const locale = snapshot.locale || words.locale;
  const formats = formatsFor(locale, snapshot.currency);
  const head = letterHead(snapshot, words);
  const title = words.titles[snapshot.kind];
  return {
    language: snapshot.language,
    region: new Intl.Locale(locale).region?.toLowerCase() ?? "",
    size: snapshot.paper === "letter" ? "us-letter" : "a4",
    fileTitle: `${title} ${snapshot.number}, ${head.sellerName}`,
    author: seller.legalName,
    issued: issuedDate(snapshot.issueOn),
    title,
    number: snapshot.number,
    runningTitle: filled([`${title} ${snapshot.number}`, vehicle?.plate, head.sellerName]).join(" · "),
    ...head,
    facts: facts(snapshot, words, formats),
    vehicle: presentVehicle(vehicle, words, formats),
    reason: snapshot.kind === "credit_note" ? { label: words.reason, value: snapshot.reason } : null,
    priceCaption: (snapshot.priceMode === "gross" ? words.pricesWithVat : words.pricesWithoutVat).replace(
      "{currency}",
      snapshot.currency,
    ),
    ...presentLines(snapshot, words, formats),
    breakdown: breakdown(snapshot, words, formats),
    totals: [
      { label: words.totalWithoutVat, value: formats.amount(snapshot.totals.netCents) },
      { label: words.totalVat, value: formats.amount(snapshot.totals.vatCents) },
    ],
    grandTotal: { label: words.grandTotal, value: formats.money(snapshot.totals.totalCents) },
    vatWordings: [...new Set(snapshot.vatGroups.map((group) => wording(group, words)))].filter(Boolean),
    lateFee: snapshot.kind === "invoice" ? fact(words.lateFee, snapshot.lateFeeText) : null,
    notes: filled(snapshot.notes),
    issuedBy: fact(words.issuedBy, snapshot.issuedBy),
    approval: snapshot.kind === "estimate" ? words.estimateApproval : "",
    signatures: snapshot.signatureLines ? [words.signatureWorkshop, words.signatureCustomer] : [],
    footer: pageFooter(seller, words),
  };
}

function facts(snapshot: AnySnapshot, words: Words, formats: Formats): Fact[] {
  const issued = { label: words.issueOn, value: formats.date(snapshot.issueOn) };
  const order = fact(words.orderNumber, snapshot.orderNumber);
  const supplied = (supplyOn: string) => ({ label: words.supplyOn, value: formats.date(supplyOn) });
  switch (snapshot.kind) {
    case "estimate":
      return filled([issued, { label: words.validUntilOn, value: formats.date(snapshot.validUntilOn) }, order]);
    case "credit_note": {
      const corrected = `${snapshot.creditsNumber}\n${formats.date(snapshot.creditsIssueOn)}`;
      return filled([issued, { label: words.credits, value: corrected }, supplied(snapshot.supplyOn), order]);
    }
    case "invoice":
      return filled([
        issued,
        supplied(snapshot.supplyOn),
        { label: words.dueOn, value: formats.date(snapshot.dueOn) },
        { label: words.terms, value: termsIn(words, snapshot.dueDays) },
        fact(words.paymentMethod, snapshot.paymentMethod),
        fact(words.account, grouped(snapshot.seller.accounts[0]?.iban)),
        order,
      ]);
  }
}

function termsIn(words: Words, dueDays: number): string {
  if (dueDays === 0) return words.dueAtOnce;
  return `${dueDays} ${dueDays === 1 ? words.days.one : words.days.other}`;
}

function presentVehicle(vehicle: AnySnapshot["vehicle"], words: Words, formats: Formats): Paper["vehicle"] {
  if (!vehicle) return null;
  const odometer = vehicle.odometer == null ? "" : formats.distance(vehicle.odometer, vehicle.unit);
  return {
    label: words.vehicle,
    plate: vehicle.plate ?? "",
    makeModel: vehicle.makeModel ?? "",
    facts: filled([fact(words.vin, vehicle.vin), fact(words.odometer, odometer)]),
  };
}

function breakdown({ vatGroups, totals }: AnySnapshot, words: Words, formats: Formats): Paper["breakdown"] {
  const row = (name: string, net: number, vat: number, gross: number) => [
    name,
    formats.amount(net),
    formats.amount(vat),
    formats.amount(gross),
  ];
  const rows = vatGroups.map((group) => {
    const { category, percent } = group;
    const name = category === "S" || category === "Z" ? formats.percent(percent) : words.categories[category].name;
    return row(name, group.netCents, group.vatCents, group.grossCents);
  });
  if (rows.length > 1) rows.push(row(words.grandTotal, totals.netCents, totals.vatCents, totals.totalCents));
  return { head: [words.vatRate, words.vatBase, words.totalVat, words.withVat], rows };
}

/** The law wants words where no VAT is charged; the workshop's own reason goes before the usual sentence. */
function wording(group: VatGroup, words: Words): string {
  if (group.reason) return group.reason;
  return group.category === "S" || group.category === "Z" ? "" : words.categories[group.category].wording;
}
