import { type CalculatorName, calculators, calculate as compute } from "@mechanicbuddy/assistant/calculators";
import type { Field } from "@mechanicbuddy/assistant/calculators/calculator";
import type { CalculatorView } from "@mechanicbuddy/contract/mate/knowledge";
import { invalidFields, missing } from "@mechanicbuddy/contract/mate/problem";

/** Every calculator with its fields. */
export function list(): { items: CalculatorView[] } {
  const items = Object.entries(calculators).map(([id, { title, formula, fields }]) => ({
    id,
    title,
    formula,
    fields: Object.entries<Field>(fields).map(([name, field]) => fieldView(name, field)),
  }));
  return { items };
}

function fieldView(name: string, field: Field): CalculatorView["fields"][number] {
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const known = { name, label: words.charAt(0).toUpperCase() + words.slice(1) };
  if ("choices" in field) return { ...known, unit: "", min: null, max: null, list: false, choices: [...field.choices] };
  const { unit, min, max, list: many = false } = field;
  return { ...known, unit, min, max, list: many, choices: [] };
}

/** The values of a calculator; each wrong input is told by its field. */
export function calculate(id: string, inputs: Record<string, unknown>) {
  if (!Object.hasOwn(calculators, id)) throw missing();
  const done = compute(id as CalculatorName, inputs);
  if (!done.ok) throw invalidFields(done.errors);
  return { formula: done.formula, values: done.values };
}
