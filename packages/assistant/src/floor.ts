/** Whether a car may be driven on: the floor that the tables set. An answer may be stricter, never milder. */

import { codeFloors, stopLines } from "../data/driveability.ts";
import { cardOf } from "./cards.ts";
import type { Card } from "./codes/card.ts";
import { readCode } from "./codes/structure.ts";
import { lampOf } from "./lamps.ts";
import { inLocale, type Locale } from "./spelling.ts";
import { symptoms } from "./symptoms.ts";

export type Driveability = Card["driveability"];

/** From mild to strict. "unknown" stands above "fine": what is not known is never called fine. */
export const driveabilities: readonly Driveability[] = ["fine", "unknown", "soon", "limp", "tow", "stop"];

/** The stricter of several; "unknown" when there is none. */
export function strictest(all: readonly Driveability[]): Driveability {
  return driveabilities.findLast((each) => all.includes(each)) ?? "unknown";
}

/** The floor for codes, symptoms and lamps together. A code no table speaks of counts as "unknown". */
export function driveabilityFloor(known: {
  codes?: readonly string[];
  symptoms?: readonly string[];
  lamps?: readonly string[];
}): Driveability {
  return strictest([
    ...(known.codes ?? []).map(codeFloor),
    ...symptoms.filter(({ id }) => known.symptoms?.includes(id)).map(({ driveability }) => driveability),
    ...(known.lamps ?? []).map((id) => lampOf(id)?.driveability ?? "unknown"),
  ]);
}

function codeFloor(text: string): Driveability {
  const code = readCode(text)?.code ?? "";
  const ranged = codeFloors.filter(([from, to]) => from <= code && code <= to).map(([, , floor]) => floor);
  return strictest([...ranged, cardOf(code)?.driveability ?? "unknown"]);
}

/** The sentence that stands first when a symptom or lamp stops the car; null when it does not. */
export function stopLine(symptomOrLamp: string, locale: Locale): string | null {
  const line = stopLines[symptomOrLamp];
  return line === undefined ? null : inLocale(line, locale);
}
