/** Rows of our own tables as sources: what an answer may quote of them, with the id it cites them by. */

import type { Calculation } from "./calculators/calculator.ts";
import { type CalculatorName, calculators } from "./calculators.ts";
import { cardOf } from "./cards.ts";
import { explainCode } from "./codes.ts";
import { type ServiceInterval, typical } from "./intervals.ts";
import type { Locale } from "./lexicon/phrases.ts";
import type { Source } from "./source.ts";
import { inLocale } from "./spelling.ts";
import { type Step, type TreeId, trees } from "./trees.ts";

const builtin = (id: string, title: string, lines: readonly string[], locale: Locale): Source => ({
  id,
  kind: "builtin",
  title: inLocale(title, locale),
  text: inLocale(lines.filter((line) => line !== "").join("\n"), locale),
});

const listed = (label: string, items: readonly string[]) =>
  items.length === 0 ? "" : `${label}: ${items.map((item, at) => `${at + 1}. ${item}`).join(" ")}`;

/** What is known of a code: its structure, title and card; null when the text is no code. */
export function codeSource(text: string, locale: Locale): Source | null {
  const code = explainCode(text);
  if (code === null) return null;
  const card = cardOf(code.code);
  const written = code.failureType === null ? code.code : `${code.code}-${code.failureType}`;
  const about = code.area === null ? code.system : `${code.system}, ${code.area}`;
  const lines = [code.sentence, `System: ${about}. Given its meaning by: ${code.authority}.`];
  if (card !== null)
    lines.push(
      card.meaning,
      `Watched: ${card.watches}`,
      `Runs when: ${card.enabling}`,
      listed("Causes in order", card.causes),
      listed("First checks", card.firstChecks),
      listed("Often mistaken for", card.mistakenFor),
      `Driving on: ${card.driveability}.`,
      card.tree === null ? "" : `Test tree: ${card.tree}.`,
      `Related: ${card.related.join(", ")}.`,
    );
  return builtin(`code:${code.code}`, `Code ${written}`, lines, locale);
}

/** The steps of a test tree. */
export function treeSource(id: TreeId, locale: Locale): Source {
  const { title, version, tools, steps } = trees[id];
  const lines = Object.entries(steps).map(([name, step]) => `${name}: ${stepText(step)}`);
  return builtin(
    `tree:${id}`,
    `Test tree: ${title}`,
    [`Version ${version}. Tools: ${tools.join(", ")}.`, ...lines],
    locale,
  );
}

function stepText(step: Step): string {
  switch (step.kind) {
    case "instruction":
      return `${step.do} Then ${step.next}.`;
    case "choice":
      return `${step.ask} ${step.options.map(({ text, next }) => `${text}: ${next}.`).join(" ")}`;
    case "measurement":
      return `${step.do} ${step.bands.map(({ below, next }) => `Below ${below} ${step.unit}: ${next}.`).join(" ")} Otherwise: ${step.rest}.`;
    case "comparison":
      return `${step.do} ${step.lookUp} Below: ${step.below}. Inside: ${step.inside}. Above: ${step.above}.`;
    default:
      return `${step.finding} ${step.action}`;
  }
}

/** A row of the service intervals, in kilometres and miles. */
export function intervalSource({ id, item, distance, months, note }: ServiceInterval, locale: Locale): Source {
  const miles = (km: number) => Math.round(km / 1.609344 / 1000) * 1000;
  const lines = [
    distance === null
      ? ""
      : `${item}: every ${distance[0]} to ${distance[1]} km (${miles(distance[0])} to ${miles(distance[1])} miles).`,
    months === null ? "" : `${item}: every ${months[0]} to ${months[1]} months.`,
    note,
    typical,
  ];
  return builtin(`interval:${id}`, `Service interval: ${item}`, lines, locale);
}

/** The result of a calculation, with its formula and inputs. */
export function calculationSource(
  name: CalculatorName,
  result: Extract<Calculation, { ok: true }>,
  locale: Locale,
): Source {
  const inputs = Object.entries(result.inputs).map(([field, value]) => `${field} ${[value].flat().join(", ")}`);
  const values = result.values.map(({ name, value, unit }) => `${name}: ${value} ${unit}`.trim());
  const lines = [...values, `Formula: ${result.formula}`, `Inputs: ${inputs.join("; ")}`];
  return builtin(`calculator:${name}`, `Calculator: ${calculators[name].title}`, lines, locale);
}
