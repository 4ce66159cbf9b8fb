import type { VinFacts } from "@mechanicbuddy/contract/identity-keys";
import { regionOf } from "./regions.ts";

/** Something worth a look before saving; never a reason to refuse. */
export type VinWarning = {
  code: "vin_misread" | "vin_check_digit" | "vin_length" | "vin_characters" | "vpic_unavailable";
  message: string;
};

/** What a VIN gives reason to ask about. `facts` come from `inspectVin`. */
export function vinWarnings({ key, kind, checkDigit }: VinFacts): VinWarning[] {
  if (kind === "misread") {
    return [{ code: "vin_misread", message: "VINs never contain I, O or Q; did you mean 1 or 0?" }];
  }
  if (kind === "other" && /[^A-Z0-9]/.test(key)) {
    return [
      { code: "vin_characters", message: "A VIN has only the letters A to Z and digits. Compare it with the car." },
    ];
  }
  if (kind === "other" && key !== "") {
    return [
      { code: "vin_length", message: `A VIN has 17 characters, this has ${key.length}. Compare it with the car.` },
    ];
  }
  if (checkDigit === "wrong") {
    return [{ code: "vin_check_digit", message: "The check digit does not fit: one character is probably wrong." }];
  }
  return [];
}

/** Whether a full VIN follows the American rules, by which alone position 10 is the model year. */
export function isNorthAmerican({ key, kind }: VinFacts): boolean {
  return kind === "full" && regionOf(key).region === "North America";
}

/** Codes of position 10 by 49 CFR 565.15 from 1980 on, the same again every 30 years. */
const YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789";

/**
 * Model years that position 10 of a North American VIN can mean, likeliest first. A digit in position 7 stands for
 * 1980–2009 and a letter for 2010–2039, but only on cars and light trucks, so the other reading follows.
 */
export function modelYears(key: string, thisYear: number): number[] {
  const index = YEAR_CODES.indexOf(key.charAt(9));
  if (index < 0) return [];
  const [earlier, later] = [1980 + index, 2010 + index];
  if (later > thisYear + 1) return [earlier];
  return /\d/.test(key.charAt(6)) ? [earlier, later] : [later, earlier];
}

/** Code under which a maker is registered; makers of few vehicles share three characters and add positions 12 to 14. */
export function makerCode(key: string): string {
  return key.charAt(2) === "9" ? key.slice(0, 3) + key.slice(11, 14) : key.slice(0, 3);
}

/** The part of a VIN that decoding looks at: equal for all cars of one version, so its answer can be kept. */
export function patternKey(key: string): string {
  return `${makerCode(key)}|${key.slice(3, 8)}|${key.slice(9, 11)}`;
}
