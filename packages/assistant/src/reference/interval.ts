/** Service intervals: own papers first, then the typical range, then when it was done last and falls due next. */

import type { Draft } from "../block.ts";
import { intervalSentence } from "../builtin.ts";
import { findIntervals, nextDue, powertrainOf, type ServiceInterval, typical } from "../intervals.ts";
import type { Prepared } from "../prepared.ts";
import { nameOf } from "../question.ts";
import type { Source } from "../source.ts";
import { overlap, rootsOf } from "../words.ts";
import { cite, fact, limits, note, said, sourceOf } from "./draft.ts";
import { papersFor, quoted } from "./passages.ts";
import { recordFact } from "./records.ts";

export function fromInterval(prepared: Prepared): Draft[] {
  const { question, sources } = prepared;
  const powertrain = powertrainOf(question.vehicle?.fuel ?? null);
  const [row] = findIntervals(question.text, question.locale, powertrain);
  if (row === undefined) return doesNotApply(prepared);
  const source = sourceOf(prepared, `interval:${row.id}`);
  const roots = rootsOf(row.item);
  const done = sources.filter(
    ({ kind, record, text }) => kind === "record" && record === "job" && overlap(roots, text) > 0,
  );
  return [
    ...quoted(prepared, papersFor(prepared, false)),
    ...(source === undefined ? [] : rowOf(prepared, source, row)),
    ...done.slice(0, 2).map(recordFact),
    ...due(prepared, row, done[0], source),
  ];
}

function rowOf(prepared: Prepared, source: Source, row: ServiceInterval): Draft[] {
  const sentence = said(prepared, intervalSentence(row));
  return [
    fact(source, `${sentence} ${said(prepared, typical)}`, sentence),
    ...(row.note === "" ? [] : [note(said(prepared, row.note), cite(source, said(prepared, row.note)))]),
  ];
}

/** When it falls due by day, from when it was done; distances stand in the record's own words. */
function due(prepared: Prepared, row: ServiceInterval, last: Source | undefined, source: Source | undefined): Draft[] {
  if (last?.on === undefined || source === undefined) return [];
  const { days } = nextDue(row, { day: last.on, kilometres: null });
  if (days === null) return [];
  const [from, to] = days;
  return [
    note(
      said(
        prepared,
        from === to ? `By time it falls due on ${from}.` : `By time it falls due between ${from} and ${to}.`,
      ),
    ),
  ];
}

function doesNotApply(prepared: Prepared): Draft[] {
  const { question } = prepared;
  const [other] = findIntervals(question.text, question.locale);
  const item = other?.item ?? "This";
  return [
    limits(
      said(
        prepared,
        `${item} is nothing that ${nameOf(question.vehicle)} has: an ${question.vehicle?.fuel ?? "other"} car needs none.`,
      ),
      said(prepared, "The maker's schedule in the handbook lists what this car needs."),
      null,
    ),
  ];
}
