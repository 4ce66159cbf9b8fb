import type { PriceMode, TaxCategory } from "@mechanicbuddy/contract/totals";

/** What a workshop of a country begins with; its owner checks and changes it in the first steps. */
export interface Country {
  currency: string;
  timeZone: string;
  distanceUnit: "km" | "mi";
  priceMode: PriceMode;
  /** Standard rate in per cent; `null` where a single rate would be wrong for most. */
  taxPercent: number | null;
  /** An hour of work, in minor units. */
  labourPriceCents: number;
}

type Given = [currency: string, timeZone: string, taxPercent: number | null, labourPriceCents: number];

/** Standard rates in force in November 2026, from the tax administrations' own tables. */
const given: Record<string, Given> = {
  AT: ["EUR", "Europe/Vienna", 20, 11_000],
  AU: ["AUD", "Australia/Sydney", 10, 15_000],
  BE: ["EUR", "Europe/Brussels", 21, 9_500],
  BG: ["EUR", "Europe/Sofia", 20, 4_500],
  CA: ["CAD", "America/Toronto", null, 14_000],
  CH: ["CHF", "Europe/Zurich", 8.1, 16_000],
  CY: ["EUR", "Asia/Nicosia", 19, 5_500],
  CZ: ["CZK", "Europe/Prague", 21, 120_000],
  DE: ["EUR", "Europe/Berlin", 19, 11_000],
  DK: ["DKK", "Europe/Copenhagen", 25, 85_000],
  EE: ["EUR", "Europe/Tallinn", 24, 7_500],
  ES: ["EUR", "Europe/Madrid", 21, 6_000],
  FI: ["EUR", "Europe/Helsinki", 25.5, 10_000],
  FR: ["EUR", "Europe/Paris", 20, 9_000],
  GB: ["GBP", "Europe/London", 20, 8_500],
  GR: ["EUR", "Europe/Athens", 24, 5_000],
  HR: ["EUR", "Europe/Zagreb", 25, 5_500],
  HU: ["HUF", "Europe/Budapest", 27, 1_800_000],
  IE: ["EUR", "Europe/Dublin", 23, 9_000],
  IT: ["EUR", "Europe/Rome", 22, 6_000],
  LT: ["EUR", "Europe/Vilnius", 21, 5_500],
  LU: ["EUR", "Europe/Luxembourg", 17, 10_000],
  LV: ["EUR", "Europe/Riga", 21, 5_500],
  MT: ["EUR", "Europe/Malta", 18, 5_500],
  NL: ["EUR", "Europe/Amsterdam", 21, 9_500],
  NO: ["NOK", "Europe/Oslo", 25, 150_000],
  NZ: ["NZD", "Pacific/Auckland", 15, 13_000],
  PL: ["PLN", "Europe/Warsaw", 23, 25_000],
  PT: ["EUR", "Europe/Lisbon", 23, 5_000],
  RO: ["RON", "Europe/Bucharest", 21, 20_000],
  SE: ["SEK", "Europe/Stockholm", 25, 130_000],
  SI: ["EUR", "Europe/Ljubljana", 22, 6_000],
  SK: ["EUR", "Europe/Bratislava", 23, 5_500],
  US: ["USD", "America/New_York", null, 14_000],
};

const miles = new Set(["GB", "US"]);
/** Where prices are told without tax. */
const net = new Set(["US", "CA"]);

/** @param code ISO 3166 alpha-2; one that is not listed begins in euros without VAT */
export function countryOf(code: string): Country {
  const [currency, timeZone, taxPercent, labourPriceCents] = given[code] ?? ["EUR", "UTC", null, 6_000];
  return {
    currency,
    timeZone,
    taxPercent,
    labourPriceCents,
    distanceUnit: miles.has(code) ? "mi" : "km",
    priceMode: net.has(code) ? "net" : "gross",
  };
}

/** The rates a workshop of that country opens with: the standard one, and one for what is not taxed. */
export function taxRatesOf({
  taxPercent,
}: Country): { code: string; name: string; percent: number; category: TaxCategory }[] {
  const untaxed = { code: "0", name: "No VAT", percent: 0, category: "E" as const };
  if (taxPercent === null) return [untaxed];
  return [{ code: String(taxPercent), name: `VAT ${taxPercent} %`, percent: taxPercent, category: "S" }, untaxed];
}
