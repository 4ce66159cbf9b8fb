/** Reads a question as a calculation: which calculator, what is given, what is missing. Nothing is assumed. */

import { calculationRecords } from "../data/lexicon/calculations.ts";
import { conversions, unitNames } from "./calculators/bench.ts";
import { type CalculatorName, calculators } from "./calculators.ts";
import { foundBest, type Locale, phrase, plainWords } from "./lexicon/phrases.ts";
import { readRecords } from "./lexicon/records.ts";
import { findQuantities, type Quantity } from "./quantities.ts";

export interface AskedCalculation {
  calculator: CalculatorName;
  /** What the question gives, in the units of the calculator's fields; hand it to `calculate`. */
  inputs: Record<string, number | number[] | string>;
  /** The fields the question does not give, in the calculator's order. */
  missing: string[];
}

interface Place {
  field: string;
  dimension: string;
  near: RegExp | null;
}

const plans = readRecords(calculationRecords, "*:").map(({ head: [name = ""], lines }) => ({
  calculator: name as CalculatorName,
  phrases: (lines["*"] ?? []).map(phrase),
  places: (lines[":"] ?? []).map((line): Place => {
    const [field = "", dimension = "", words] = line.split(" | ");
    return { field, dimension, near: words ? new RegExp(`\\b(?:${words.replaceAll(" ", "|")})\\b`, "gi") : null };
  }),
}));

/** The base units of quantities.ts in the units the fields are in. */
const perBase: Record<string, number> = { kPa: 100 };

/** The calculation a text asks for; null when it asks for none or gives no number to begin with. */
export function readCalculation(text: string, locale: Locale): AskedCalculation | null {
  const plain = plainWords(text);
  const special = conversion(text) ?? tyres(text) ?? total(text, plain);
  if (special) return asked(special.calculator, special.inputs);
  const quantities = findQuantities(text);
  const best = plans
    .map((plan) => ({ plan, score: foundBest(plan.phrases, plain, locale) }))
    .filter(({ plan, score }) => score > 0 && plan.places.some(({ dimension }) => has(quantities, dimension)))
    .sort((a, b) => b.score - a.score)[0]?.plan;
  if (!best) return null;
  const inputs = { ...refrigerant(best.calculator, text), ...given(best.calculator, best.places, quantities, text) };
  return asked(best.calculator, inputs);
}

function asked(calculator: CalculatorName, inputs: AskedCalculation["inputs"]): AskedCalculation {
  return {
    calculator,
    inputs,
    missing: Object.keys(calculators[calculator].fields).filter((field) => !(field in inputs)),
  };
}

const has = (quantities: Quantity[], dimension: string) => quantities.some((each) => each.dimension === dimension);

/** Gives each quantity to the field whose words stand nearest; what no word claims goes in the order of the text. */
function given(calculator: CalculatorName, places: Place[], quantities: Quantity[], text: string) {
  const inputs: Record<string, number | number[]> = {};
  const taken = new Set<Quantity>();
  const give = (field: string, quantity: Quantity) => {
    const [value = 0] = quantity.range ?? [];
    const unit = calculators[calculator].fields[field as never] as { unit?: string } | undefined;
    inputs[field] = value * (perBase[unit?.unit ?? ""] ?? 1);
    taken.add(quantity);
  };
  for (const { field, dimension } of places) {
    if (field !== "readings") continue;
    const list = series(
      text,
      quantities.filter((each) => each.dimension === dimension),
    );
    const { unit = "" } = calculators[calculator].fields[field as never] as { unit?: string };
    if (list.length > 1) inputs[field] = list.map((value) => value * (perBase[unit] ?? 1));
  }
  for (const [field, quantity] of closest(places, quantities, text)) if (!(field in inputs)) give(field, quantity);
  for (const { field, dimension } of places) {
    const free = quantities.find((each) => each.dimension === dimension && !taken.has(each));
    if (field !== "readings" && !(field in inputs) && free) give(field, free);
  }
  return inputs;
}

/** Beyond so many characters a word does not speak of a quantity. */
const reach = 30;

/** The pairs of field and quantity whose words and numbers stand nearest to each other, all taken together. */
function closest(places: Place[], quantities: Quantity[], text: string): [field: string, quantity: Quantity][] {
  const named = places.filter(({ near }) => near !== null).slice(0, 4);
  const most = quantities.slice(0, 8);
  let best: { pairs: [string, Quantity][]; cost: number } = { pairs: [], cost: Number.POSITIVE_INFINITY };
  const pair = (n: number, pairs: [string, Quantity][], cost: number) => {
    if (cost >= best.cost) return;
    const place = named[n];
    if (!place) {
      best = { pairs, cost };
      return;
    }
    for (const quantity of most) {
      const distance = nearest(text, place.near, quantity);
      if (quantity.dimension === place.dimension && distance < reach && !pairs.some(([, taken]) => taken === quantity))
        pair(n + 1, [...pairs, [place.field, quantity]], cost + distance);
    }
    pair(n + 1, pairs, cost + 3 * reach);
  };
  pair(0, [], 0);
  return best.pairs;
}

function nearest(text: string, near: RegExp | null, { index, text: words }: Quantity): number {
  const gaps = [...text.matchAll(near ?? /$^/g)].map((match) =>
    match.index < index ? index - match.index - match[0].length : match.index - index - words.length,
  );
  return Math.min(Number.POSITIVE_INFINITY, ...gaps);
}

/** The numbers of a list whose unit stands at its end or at each: "10, 9, 12 and 11 bar". */
function series(text: string, quantities: Quantity[]): number[] {
  const last = quantities.at(-1);
  if (!last) return [];
  if (quantities.length > 1) return quantities.map(({ range }) => range?.[0] ?? 0);
  const before = /((?:\d+(?:\.\d+)?(?:\s*[,/;]\s*|\s+and\s+|\s+))+)$/.exec(text.slice(0, last.index))?.[1] ?? "";
  const numbers = (before.match(/\d+(?:\.\d+)?/g) ?? []).map((each) => Number(each) * last.factor);
  return [...numbers, last.range?.[0] ?? 0];
}

interface Special {
  calculator: CalculatorName;
  inputs: AskedCalculation["inputs"];
}

const unitWords = new Map(
  [
    ...unitNames.map((unit): [string, string] => [unit.toLowerCase(), unit]),
    ...Object.entries({
      "lb ft": "lb-ft",
      "ft-lb": "lb-ft",
      "ft lb": "lb-ft",
      "ft-lbs": "lb-ft",
      "ft lbs": "lb-ft",
      "newton metres": "Nm",
      "newton meters": "Nm",
      "in-lb": "lb-in",
      "in lb": "lb-in",
      litres: "l",
      liters: "l",
      litre: "l",
      liter: "l",
      quarts: "US qt",
      quart: "US qt",
      gallons: "US gal",
      "uk gallons": "UK gal",
      "us gallons": "US gal",
      inches: "inch",
      in: "inch",
      millimetres: "mm",
      kilometres: "km",
      kilometers: "km",
      mile: "miles",
      mi: "miles",
      celsius: "°C",
      fahrenheit: "°F",
      c: "°C",
      f: "°F",
      kelvin: "K",
      horsepower: "hp",
      kilowatts: "kW",
      pounds: "lb",
      lbs: "lb",
      ounces: "oz",
      grams: "g",
      kilograms: "kg",
      "l/100km": "l/100 km",
      "uk mpg": "mpg (UK)",
      "us mpg": "mpg (US)",
    }),
  ].sort(([a], [b]) => b.length - a.length),
);
const unitPattern = [...unitWords.keys()].map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
const converted = new RegExp(
  String.raw`(-?\d+(?:[.,]\d+)?)\s*(${unitPattern})\s+(?:is |are )?(?:to|in|into|as|how (?:much|many))\s+(?:a |the )?(${unitPattern})(?![\p{L}\p{N}])`,
  "iu",
);

function conversion(text: string): Special | null {
  const [, value = "", from = "", to = ""] = converted.exec(text) ?? [];
  const units = [unitWords.get(from.toLowerCase()) ?? "", unitWords.get(to.toLowerCase()) ?? ""];
  if (!conversions(units[0] ?? "").includes(units[1] ?? "")) return null;
  return {
    calculator: "unitConversion",
    inputs: { value: Number(value.replace(",", ".")), from: units[0] ?? "", to: units[1] ?? "" },
  };
}

function tyres(text: string): Special | null {
  const sizes = [...text.matchAll(/(?<!\d)(\d{3})\s*\/\s*(\d{2})\s*-?\s*Z?R\s*-?(\d{2})(?!\d)/gi)].slice(0, 2);
  if (sizes.length === 0 || (sizes.length === 1 && !/\b(?:diameter|speed error|instead|swap)\b/i.test(text)))
    return null;
  const inputs: Record<string, number> = {};
  for (const [n, [, width, ratio, rim]] of sizes.entries()) {
    const which = n === 0 ? "old" : "new";
    Object.assign(inputs, {
      [`${which}Width`]: Number(width),
      [`${which}Ratio`]: Number(ratio),
      [`${which}Rim`]: Number(rim),
    });
  }
  return { calculator: "tyreSize", inputs };
}

function total(text: string, plain: string): Special | null {
  if (!/\b(?:total|sum|add up)\b/.test(plain) || !/\b(?:vat|tax|hour|hours|h|labour|labor|rate)\b/.test(plain))
    return null;
  const number = String.raw`(\d+(?:\.\d+)?)`;
  const read = (...patterns: string[]) =>
    patterns.map((pattern) => new RegExp(pattern, "i").exec(text)?.[1]).find((value) => value !== undefined);
  const found = {
    hours: read(`${number}\\s*(?:h|hrs?|hours?)\\b`),
    rate: read(
      `${number}\\s*(?:[£€$]\\s*)?(?:per|an|/)\\s*h(?:our|r)?\\b`,
      `rate\\D{0,12}${number}`,
      `at [£€$]?${number}`,
    ),
    parts: read(`parts\\D{0,12}${number}`, `${number}\\s*(?:[£€$]\\s*)?(?:of |in |for )?parts`),
    vat: read(`(?:vat|tax)\\D{0,8}${number}\\s*%?`, `${number}\\s*%\\s*(?:vat|tax)`),
  };
  const inputs = Object.fromEntries(
    Object.entries(found).flatMap(([field, value]) => (value === undefined ? [] : [[field, Number(value)]])),
  );
  return Object.keys(inputs).length > 0 ? { calculator: "workTotal", inputs } : null;
}

function refrigerant(calculator: CalculatorName, text: string): Record<string, string> {
  const named = /\bR-?(134a|1234yf)\b/i.exec(text)?.[1]?.toLowerCase();
  return calculator === "refrigerantBand" && named ? { refrigerant: `R${named}` } : {};
}
