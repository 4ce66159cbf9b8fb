import { formatsFor } from "./formats.ts";
import type { Fact, Paper } from "./paper.ts";
import { fact, filled, issuedDate, letterHead, pageFooter } from "./present-parts.ts";
import type { ReceiptSnapshot } from "./receipt-snapshot.ts";
import { type Words, wordsIn } from "./words/words.ts";

/** Turns a receipt into the finished strings of its page, in its own language. */
export function presentReceipt(snapshot: ReceiptSnapshot): Paper {
  const { seller, sort, number } = snapshot;
  const words = wordsIn(snapshot.language);
  const locale = snapshot.locale || words.locale;
  const formats = formatsFor(locale, snapshot.currency);
  const { titles, totals, on } = words.receipt;
  const title = titles[sort];
  const head = letterHead(snapshot, words);
  return {
    language: snapshot.language,
    region: new Intl.Locale(locale).region?.toLowerCase() ?? "",
    size: snapshot.paper === "letter" ? "us-letter" : "a4",
    fileTitle: `${title} ${number}, ${head.sellerName}`,
    author: seller.legalName,
    issued: issuedDate(snapshot.issueOn),
    title,
    number,
    runningTitle: `${title} ${number} · ${head.sellerName}`,
    ...head,
    facts: filled([
      { label: on[sort], value: formats.date(snapshot.issueOn) },
      { label: words.paymentMethod, value: snapshot.method },
      fact(words.receipt.reference, snapshot.reference),
      fact(sort === "reversal" ? words.receipt.undoes : words.receipt.of, snapshot.about),
    ]),
    vehicle: null,
    reason: fact(words.reason, snapshot.reason),
    priceCaption: "",
    columns: [],
    jobs: [],
    breakdown: { head: [], rows: [] },
    totals: parts(snapshot, words).map(({ label, cents }) => ({ label, value: formats.amount(cents) })),
    grandTotal: { label: totals[sort], value: formats.money(snapshot.amountCents) },
    vatWordings: [],
    lateFee: null,
    notes: [],
    issuedBy: fact(words.issuedBy, snapshot.issuedBy),
    approval: "",
    signatures: [],
    footer: pageFooter(seller, words),
  };
}

/** What the sum is made of. */
function parts({ invoices, restCents, roundingCents, orderNumber }: ReceiptSnapshot, words: Words) {
  const { invoice, deposit, credit, rounding } = words.receipt;
  const rest: Fact["label"] = orderNumber === undefined ? credit : `${deposit} ${orderNumber}`;
  return filled([
    ...invoices.map(({ number, amountCents }) => ({ label: `${invoice} ${number}`, cents: amountCents })),
    restCents > 0 && { label: rest, cents: restCents },
    roundingCents !== 0 && { label: rounding, cents: roundingCents },
  ]);
}
