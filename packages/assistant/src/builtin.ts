/** Our own tables as sources: the very words an answer may cite. */

import { type CalculatorName, calculate, calculators } from "./calculators.ts";
import { cardOf } from "./cards.ts";
import { explainCode } from "./codes.ts";
import { type ServiceInterval, typical } from "./intervals.ts";
import type { Source } from "./source.ts";
import { inLocale, type Locale } from "./spelling.ts";
import { type TreeId, trees } from "./trees.ts";
import { vinSentences } from "./vin.ts";

const builtin = (id: string, title: string, text: string): Source => ({ id, kind: "builtin", title, text });

/** What our tables say of a code; null when they have neither title nor card of it. */
export function codeSource(code: string, locale: Locale): Source | null {
  const explained = explainCode(code);
  if (explained === null || explained.title === null) return null;
  const card = cardOf(code);
  const parts = [
    explained.sentence,
    ...(card === null
      ? []
      : [card.meaning, card.watches, card.enabling, ...card.causes, ...card.firstChecks, ...card.mistakenFor]),
  ];
  return builtin(`code:${explained.code}`, `Trouble code ${explained.code}`, inLocale(parts.join(" "), locale));
}

/** A test tree with what each of its steps says. */
export function treeSource(id: TreeId, locale: Locale): Source {
  const tree = trees[id];
  const steps = Object.values(tree.steps).flatMap((step) =>
    step.kind === "conclusion" ? [step.finding, step.action] : [step.kind === "choice" ? step.ask : step.do],
  );
  return builtin(`tree:${id}`, inLocale(tree.title, locale), inLocale([tree.title, ...steps].join(" "), locale));
}

/** How often a job usually falls due, in one sentence that is cited whole. */
export function intervalSentence({ item, distance, months }: ServiceInterval): string {
  const far = distance && range(distance, "km");
  const long = months && range(months, "months");
  if (!far && !long) return `${item}: no interval, as a rule.`;
  return `${item}: typically every ${[far, long].filter(Boolean).join(" or ")}, whichever comes first.`;
}

const range = ([from, to]: [number, number], unit: string) =>
  from === to ? `${number(from)} ${unit}` : `${number(from)} ${unit} to ${number(to)} ${unit}`;
const number = (value: number) => value.toLocaleString("en-GB");

export function intervalSource(row: ServiceInterval, locale: Locale): Source {
  const text = [intervalSentence(row), row.note, typical].filter(Boolean).join(" ");
  return builtin(`interval:${row.id}`, `Service intervals: ${inLocale(row.item, locale)}`, inLocale(text, locale));
}

/** A calculator with its formula, and with inputs and values once everything is given. */
export function calculationSource(name: CalculatorName, inputs: Record<string, unknown>): Source {
  const result = calculate(name, inputs);
  const { title, formula } = calculators[name];
  const values = result.ok ? result.values.map(({ name, value, unit }) => `${name} = ${value} ${unit}`.trim()) : [];
  const told = values.length === 0 ? title : `${title}: ${values.join("; ")}`;
  return builtin(`calculator:${name}`, title, `${told}. Formula: ${formula}.`);
}

/** What the shape of a VIN says. */
export function vinSource(vin: string): Source {
  return builtin(`vin:${vin}`, "Vehicle identification number", vinSentences(vin).join(" "));
}
