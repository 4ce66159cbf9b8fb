/** Prices: from own lists and papers, else how to get one. Never a figure of our own. */

import type { Draft } from "../block.ts";
import type { Prepared } from "../prepared.ts";
import { limits, said } from "./draft.ts";
import { papersFor, quoted } from "./passages.ts";
import { recordFact } from "./records.ts";

export function fromPrice(prepared: Prepared): Draft[] {
  const prices = prepared.sources.filter(({ record }) => record === "price");
  if (prices.length > 0) return prices.slice(0, 5).map(recordFact);
  const papers = quoted(prepared, papersFor(prepared, false), 2);
  if (papers.length > 0) return papers;
  return [
    limits(
      said(prepared, "No price list or paper at hand holds a price for this, and prices are not guessed here."),
      said(prepared, "Ask a workshop for a written quote; it is an estimate of labour, parts and tax."),
      said(prepared, "For a quote they need the plate or VIN, the mileage and what is to be done."),
    ),
  ];
}
