/** The calculators of the AI mechanic. Pure: the same input gives the same result, and bad input names its field. */

import { conversions, refrigerantBand, unitConversion, workTotal } from "./calculators/bench.ts";
import type { Calculation, Calculator, Choices, Lists, Numbers } from "./calculators/calculator.ts";
import { brakeWear, tyreSize } from "./calculators/chassis.ts";
import { alternatorRipple, batteryState, ohm, voltageDrop } from "./calculators/electrical.ts";
import { compressionSpread, coolantMix, fuelTrim, injectorBalance, leakDown } from "./calculators/engine.ts";

export const calculators = {
  ohm,
  voltageDrop,
  alternatorRipple,
  compressionSpread,
  leakDown,
  fuelTrim,
  injectorBalance,
  coolantMix,
  tyreSize,
  brakeWear,
  batteryState,
  unitConversion,
  refrigerantBand,
  workTotal,
} satisfies Record<string, Calculator>;

export type CalculatorName = keyof typeof calculators;

/** Pairs where the first may not be below the second. */
const ordered: Partial<Record<CalculatorName, [string, string]>> = {
  voltageDrop: ["source", "load"],
  alternatorRipple: ["highest", "lowest"],
  leakDown: ["supply", "held"],
  coolantMix: ["wanted", "present"],
  brakeWear: ["before", "now"],
};

/**
 * Runs a calculator. Numbers are in the units its `fields` name.
 * @returns the values with formula and inputs, or one sentence for each field that is missing or out of bounds
 */
export function calculate(name: CalculatorName, input: Record<string, unknown>): Calculation {
  const calculator: Calculator = calculators[name];
  const one: Numbers = {};
  const many: Lists = {};
  const chosen: Choices = {};
  const errors: Record<string, string> = {};
  for (const [key, field] of Object.entries(calculator.fields)) {
    const typed = input[key];
    if ("choices" in field) {
      if (typeof typed === "string" && field.choices.includes(typed)) chosen[key] = typed;
      else errors[key] = `Choose one of: ${field.choices.join(", ")}.`;
      continue;
    }
    const inside = (value: unknown): value is number =>
      typeof value === "number" && value >= field.min && value <= field.max;
    const bounds = `from ${field.min} to ${field.max} ${field.unit}`;
    if (field.list) {
      if (Array.isArray(typed) && typed.length >= 2 && typed.every(inside)) many[key] = typed;
      else errors[key] = `Give at least two readings, each ${bounds}.`;
    } else if (inside(typed)) one[key] = typed;
    else errors[key] = `Give a number ${bounds}.`;
  }
  for (const key of Object.keys(input)) {
    if (!Object.hasOwn(calculator.fields, key)) errors[key] = "This calculator has no such field.";
  }
  const [upper = "", lower = ""] = ordered[name] ?? [];
  if ((one[upper] ?? 0) < (one[lower] ?? 0)) errors[lower] = `This cannot be more than “${upper}”.`;
  const { from, to } = chosen;
  if (from && to && !conversions(from).includes(to))
    errors.to = `“${from}” becomes one of: ${conversions(from).join(", ")}.`;
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const values = calculator.compute(one, many, chosen);
  return { ok: true, formula: calculator.formula, inputs: { ...one, ...many, ...chosen }, values };
}
