/** What every calculator is: named inputs with units and bounds, a formula in words, a pure function. */

export interface ChoiceField {
  /** The words one of which is chosen; matched exactly. */
  choices: readonly string[];
}

export interface NumberField {
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

export type Field = NumberField | ChoiceField;

export type Numbers = Record<string, number>;
export type Lists = Record<string, number[]>;
export type Choices = Record<string, string>;

export interface Calculator {
  title: string;
  fields: Record<string, Field>;
  formula: string;
  /** Called with inputs that passed `fields`; `one` holds the single numbers, `many` the lists, `chosen` the words. */
  compute(one: Numbers, many: Lists, chosen: Choices): Value[];
}

export type Calculation =
  | { ok: true; formula: string; inputs: Record<string, number | number[] | string>; values: Value[] }
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

/** The value at `x` on straight lines through the points, which stand in rising order; flat beyond both ends. */
export function between(points: readonly (readonly [number, number])[], x: number): number {
  const at = points.findIndex(([place]) => place >= x);
  const [upperX, upperY] = points[at === -1 ? points.length - 1 : at] ?? [0, 0];
  const [lowerX, lowerY] = points[at - 1] ?? [upperX, upperY];
  if (at < 1 || upperX === lowerX) return upperY;
  return lowerY + ((upperY - lowerY) * (x - lowerX)) / (upperX - lowerX);
}
