/** What every calculator is: named inputs with units and bounds, a formula in words, a pure function. */

export interface Field {
  /** The unit a number is expected in; empty for a plain number. */
  unit: string;
  min: number;
  max: number;
  /** A list of readings instead of one number; at least two. */
  list?: true;
}

export interface Value {
  name: string;
  value: number;
  unit: string;
}

export type Numbers = Record<string, number>;
export type Lists = Record<string, number[]>;

export interface Calculator {
  title: string;
  fields: Record<string, Field>;
  formula: string;
  /** Called with inputs that passed `fields`; `one` holds the single numbers, `many` the lists. */
  compute(one: Numbers, many: Lists): Value[];
}

export type Calculation =
  | { ok: true; formula: string; inputs: Record<string, number | number[]>; values: Value[] }
  | { ok: false; errors: Record<string, string> };

/** Rounds a result to at most `places` decimals; results are read by people, not computed with again. */
export function rounded(value: number, places = 2): number {
  return Number(value.toFixed(places));
}

/** A number that `fields` guarantees; missing is a fault of the calculator's own table. */
export function given(inputs: Numbers, name: string): number {
  const value = inputs[name];
  if (value === undefined) throw new Error(`The calculator has no field "${name}"`);
  return value;
}
