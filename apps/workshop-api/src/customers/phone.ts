import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A phone number as it can be compared and found. */
export interface Phone {
  /** E.164: `+3725123456`. */
  key: string;
  /** As dialled inside its country, with the leading zero where there is one. */
  national: string;
}

/**
 * Reads a number as typed; numbers without a country code are taken as the workshop's own. Undefined when it cannot be
 * read: it is kept as typed then, because a number that only people understand is better than none.
 */
export function readPhone(typed: string | null, country: string | null): Phone | undefined {
  if (typed === null) return undefined;
  const home = country !== null && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const number = parsePhoneNumberFromString(typed, home);
  if (number === undefined || !number.isPossible()) return undefined;
  return { key: number.number, national: number.formatNational() };
}
