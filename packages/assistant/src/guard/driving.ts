/** The sentence on driving, for every level. */

import type { Block } from "../block.ts";
import { type Driveability, stopLine } from "../floor.ts";
import type { Locale } from "../lexicon/phrases.ts";
import { inLocale } from "../spelling.ts";

const lines: Record<Driveability, string> = {
  stop: "Stop where it is safe, switch off and do not drive on.",
  tow: "Do not drive on: have the car towed, or repaired where it stands.",
  limp: "Drive gently and only as far as the next workshop; stop if it gets worse.",
  soon: "It may be driven for now, but have it looked at soon.",
  fine: "It may be driven on; mention it at the next service.",
  unknown: "Whether it may be driven on is not known from this alone: when in doubt, do not.",
};

/** @param why ids of the symptoms and lamps that stop the car; their own sentence stands first */
export function drivingBlock(level: Driveability, why: readonly string[], locale: Locale): Block {
  const own = level === "stop" ? why.map((id) => stopLine(id, locale)).find((line) => line !== null) : undefined;
  return { kind: "safety", hazard: "driving", driveability: level, text: own ?? inLocale(lines[level], locale) };
}
