/** A vehicle identification number in words: what its shape says for certain, and what is a candidate only. */

import { inspectVin } from "@mechanicbuddy/contract/identity-keys";
import { makeOf } from "@mechanicbuddy/platform/vin/prefixes";
import { regionOf } from "@mechanicbuddy/platform/vin/regions";
import { isNorthAmerican, modelYears, vinWarnings } from "@mechanicbuddy/platform/vin/vin";
import { withoutHidden } from "./lexicon/phrases.ts";

const vinWord = /(?<![\p{L}\p{N}])(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{17}(?![\p{L}\p{N}])/iu;
const named = /\b(?:vin|decode|chassis number)\b[\s:#]*'?([A-Z0-9]{5,20})?/i;

/** The number a text asks about: one of full length anywhere, a shorter one behind "VIN"; empty when only named. */
export function findVin(text: string): string | null {
  const clean = withoutHidden(text);
  const whole = vinWord.exec(clean)?.[0];
  if (whole !== undefined) return whole.toUpperCase();
  const behind = named.exec(clean);
  if (behind === null) return null;
  return /\d/.test(behind[1] ?? "") ? (behind[1] ?? "").toUpperCase() : "";
}

/** What the number says, one sentence each. The model is never guessed from its middle. */
export function vinSentences(vin: string, thisYear = new Date().getUTCFullYear()): string[] {
  if (vin === "") return ["A VIN has 17 characters without I, O and Q; none was given."];
  const facts = inspectVin(vin);
  const warnings = vinWarnings(facts).map(({ message }) => message);
  const { key, kind } = facts;
  if (kind === "chassis")
    return [`${key} has ${key.length} characters. A VIN has 17; a shorter one is a chassis number and is not decoded.`];
  if (kind !== "full") return [...warnings, "Compare the number with the car before anything is read from it."];
  const make = makeOf(key);
  const { country } = regionOf(key);
  const years = modelYears(key, thisYear);
  const sure = isNorthAmerican(facts) && facts.checkDigit === "right";
  return [
    `${key} has 17 characters.`,
    make === undefined ? `${key.slice(0, 3)} is no maker our table knows.` : `${key.slice(0, 3)} stands for ${make}.`,
    ...(country === undefined ? [] : [`Its first two characters were given to ${countryName(country)}.`]),
    ...(years.length === 0
      ? []
      : [
          sure
            ? `Model year ${years[0]}, by position 10.`
            : `Model year: ${years.join(" or ")} are candidates by position 10; makers outside North America need not follow it.`,
        ]),
    ...warnings,
    "Model and engine are not read from the number alone: confirm them on the car.",
  ];
}

const names = new Intl.DisplayNames("en", { type: "region" });
const countryName = (code: string) => names.of(code) ?? code;
