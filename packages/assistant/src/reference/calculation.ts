/** A calculation: the result with formula and inputs, or the one input that is still missing. */

import type { Draft } from "../block.ts";
import { calculate, calculators } from "../calculators.ts";
import type { Prepared } from "../prepared.ts";
import { ask, cite, fact, limits, note, sourceOf } from "./draft.ts";

export function fromCalculation(prepared: Prepared): Draft[] {
  const { calculation } = prepared;
  if (calculation === null) return [];
  const { calculator, inputs, missing } = calculation;
  const { title, fields } = calculators[calculator];
  const source = sourceOf(prepared, `calculator:${calculator}`);
  const result = calculate(calculator, inputs);
  if (result.ok && source !== undefined) {
    const [values = ""] = source.text.split(". Formula: ");
    return [fact(source, `${values}.`, values), note(`Formula: ${result.formula}.`)];
  }
  const [first] = missing;
  if (first !== undefined) {
    const field = fields[first as never] as { unit?: string } | undefined;
    const unit = field?.unit ? ` in ${field.unit}` : "";
    const formula = `Formula: ${calculators[calculator].formula}.`;
    return [
      ask(`${title}: what is the ${spelled(first)}${unit}?`),
      note(formula, source === undefined ? [] : cite(source, formula)),
    ];
  }
  const faults = result.ok ? [] : Object.entries(result.errors).map(([field, fault]) => `${spelled(field)}: ${fault}`);
  return [
    limits(
      `${title} cannot be calculated from these numbers.`,
      faults.join(" ").slice(0, 400) || "Check the numbers.",
      null,
    ),
  ];
}

/** "shortTerm" as "short term". */
const spelled = (field: string) => field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
