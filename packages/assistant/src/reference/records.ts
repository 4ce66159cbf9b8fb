/** What the records say: facts with their day, nothing of any other car. */

import type { Draft } from "../block.ts";
import type { Prepared } from "../prepared.ts";
import { nameOf } from "../question.ts";
import type { Source } from "../source.ts";
import { overlap, rootsOf } from "../words.ts";
import { cite, limits, note, said } from "./draft.ts";

const whole = /\b(?:history|summari[sz]e|everything|what was done|done to this|done last|last time)\b/i;
const kinds: [RegExp, Source["record"]][] = [
  [/\bdeclin/i, "declined"],
  [/\bmileage|odometer\b/i, "mileage"],
  [/\bmeasure|reading|voltage|volts\b/i, "measurement"],
];

export function fromRecords(prepared: Prepared): Draft[] {
  const { question, sources } = prepared;
  const records = sources.filter(({ kind }) => kind === "record" || kind === "fix");
  const found = chosen(question.text, records);
  const only = note(
    said(prepared, "Only the records of this vehicle are read here; no other vehicle's and no customer's."),
  );
  if (found.length === 0) {
    return [
      limits(
        said(prepared, `There is no record of that: nothing about it is on record for ${nameOf(question.vehicle)}.`),
        said(prepared, "Look at invoices and job cards on paper, or at the stamps in the service book."),
        null,
      ),
      only,
    ];
  }
  return [...found.slice(0, 8).map(recordFact), only];
}

/** A record as a fact with its day. */
export function recordFact(source: Source): Draft {
  const text = source.on === undefined ? source.text : `${source.on}: ${source.text}`;
  return { kind: "fact", text: text.slice(0, 600), citations: cite(source, source.text) };
}

/** Records that answer the words: of the kind that is asked for, of the same things, or all of them. */
function chosen(text: string, records: readonly Source[]): Source[] {
  const rows = records.filter(({ record }) => record !== "price");
  const kind = kinds.find(([words]) => words.test(text))?.[1];
  if (kind !== undefined) {
    const ofKind = rows.filter(({ record }) => record === kind);
    if (ofKind.length > 0) return ofKind;
  }
  const roots = new Set([...rootsOf(text)].filter((root) => !past.has(root)));
  const near = rows.filter((row) => overlap(roots, row.text) > 0);
  return near.length > 0 || !whole.test(text) ? near : rows;
}

/** Roots of words that ask for the past and name nothing. */
const past = new Set([
  "don",
  "last",
  "time",
  "chang",
  "record",
  "history",
  "summaris",
  "summariz",
  "front",
  "rear",
  "fault",
  "number",
  "vehicl",
]);
