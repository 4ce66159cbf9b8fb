/** Figures: the passages that hold one, quoted; else what is missing and where it is printed. */

import type { Draft } from "../block.ts";
import { lookUpFor } from "../guard/numbers.ts";
import type { Prepared } from "../prepared.ts";
import { findQuantities } from "../quantities.ts";
import { nameOf } from "../question.ts";
import { fit, type Source } from "../source.ts";
import { dimensionsOf, findSpecifications, type SpecificationTerm } from "../specifications.ts";
import { overlap, rootsOf, sentencesOf } from "../words.ts";
import { ask, cite, fitting, limits, note, quoteOf, said } from "./draft.ts";

interface Value {
  source: Source;
  sentence: string;
  text: string;
}

export function fromSpecification(prepared: Prepared): Draft[] {
  const { question } = prepared;
  const [term] = findSpecifications(question.text, question.locale);
  if (term === undefined) return [];
  const values = prepared.sources
    .filter(({ kind }) => kind === "document")
    .flatMap((source) => valuesIn(source, term, question.text));
  const unsure = values.filter(({ source }) => fit(source.appliesTo, question.vehicle) === "unknown");
  const engines = [
    ...new Set(unsure.map(({ source }) => source.appliesTo?.engine).filter((engine) => engine !== undefined)),
  ];
  if (engines.length > 1)
    return [ask(said(prepared, `Which engine is it? The ${term.name} differs.`), engines), notAtHand(prepared, term)];
  if (values.length === 0) return [notAtHand(prepared, term)];
  const current = values.filter(({ source }) => !source.superseded);
  const shown = current.length > 0 ? current : values;
  const differ =
    new Set(shown.map(({ text }) => text)).size > 1 && new Set(shown.map(({ source }) => source.id)).size > 1;
  const old = values.length > current.length && current.length > 0;
  return [
    ...(differ
      ? [note(said(prepared, "The sources differ; they stand side by side. The one for this car decides."))]
      : []),
    ...shown.slice(0, 4).map(
      (value): Draft => ({
        kind: "spec",
        name: fitting(said(prepared, term.name), 120),
        value: fitting(value.text, 120),
        unit: "",
        appliesTo: fitting(appliesTo(prepared, value.source), 160),
        citations: cite(value.source, quoteOf(value.sentence)),
      }),
    ),
    ...shown.slice(0, 2).map(
      ({ source, sentence }): Draft => ({
        kind: "fact",
        text: fitting(`${source.title}: ${sentence}`, 600),
        citations: cite(source, quoteOf(sentence)),
      }),
    ),
    ...(old ? [note(said(prepared, "An older page, since superseded, holds another figure; it is not used."))] : []),
  ];
}

/** What a value is for: what the page says, else the car. */
function appliesTo({ question }: Prepared, { appliesTo, page, title }: Source): string {
  const named = [appliesTo?.make, appliesTo?.model, appliesTo?.engine].filter(Boolean).join(" ");
  return `${named || nameOf(question.vehicle)} (${title}${page === undefined ? "" : `, page ${page}`})`;
}

/** The values of a figure in a passage: in a sentence that names it, in a unit it is given in. */
function valuesIn(source: Source, term: SpecificationTerm, question: string): Value[] {
  const dimensions = dimensionsOf[term.kind];
  const roots = rootsOf(question);
  return sentencesOf(source.text).flatMap((sentence) => {
    const isMeant =
      findSpecifications(sentence, "en-GB").some(({ id }) => id === term.id) ||
      findSpecifications(sentence, "en-US").some(({ id }) => id === term.id) ||
      overlap(roots, `${sentence} ${source.title}`) > 0;
    if (!isMeant || !/\d/.test(sentence) || cited.test(sentence)) return [];
    const found = findQuantities(sentence).find(({ dimension }) => dimensions.includes(dimension));
    return found === undefined ? [] : [{ source, sentence, text: found.text }];
  });
}

/** A page that tells the reader what to say of it is no source of a figure. */
const cited = /\bcite this\b|\bnot written here\b/i;

function notAtHand(prepared: Prepared, term: SpecificationTerm): Draft {
  const { limits: usual } = lookUpFor(limits(term.name, term.printed, null), prepared.question);
  return limits(
    said(prepared, usual.missing),
    said(prepared, `It is printed here: ${term.printed}`),
    said(prepared, term.needed),
  );
}
