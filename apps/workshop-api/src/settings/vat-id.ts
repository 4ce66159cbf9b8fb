/** What follows the prefix of a VAT id, and one that fits, by prefix. Greece writes EL, Northern Ireland XI. */
const shapes: Record<string, { shape: RegExp; example: string }> = {
  AT: { shape: /^U\d{8}$/, example: "ATU12345678" },
  BE: { shape: /^[01]\d{9}$/, example: "BE0123456789" },
  BG: { shape: /^\d{9,10}$/, example: "BG123456789" },
  CY: { shape: /^\d{8}[A-Z]$/, example: "CY12345678X" },
  CZ: { shape: /^\d{8,10}$/, example: "CZ12345678" },
  DE: { shape: /^\d{9}$/, example: "DE123456789" },
  DK: { shape: /^\d{8}$/, example: "DK12345678" },
  EE: { shape: /^\d{9}$/, example: "EE123456789" },
  EL: { shape: /^\d{9}$/, example: "EL123456789" },
  ES: { shape: /^[A-Z0-9]\d{7}[A-Z0-9]$/, example: "ESX1234567X" },
  FI: { shape: /^\d{8}$/, example: "FI12345678" },
  FR: { shape: /^[A-HJ-NP-Z0-9]{2}\d{9}$/, example: "FR12345678901" },
  GB: { shape: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/, example: "GB123456789" },
  HR: { shape: /^\d{11}$/, example: "HR12345678901" },
  HU: { shape: /^\d{8}$/, example: "HU12345678" },
  IE: { shape: /^(\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{2})$/, example: "IE1234567X" },
  IT: { shape: /^\d{11}$/, example: "IT12345678901" },
  LT: { shape: /^(\d{9}|\d{12})$/, example: "LT123456789" },
  LU: { shape: /^\d{8}$/, example: "LU12345678" },
  LV: { shape: /^\d{11}$/, example: "LV12345678901" },
  MT: { shape: /^\d{8}$/, example: "MT12345678" },
  NL: { shape: /^[A-Z0-9+*]{10}\d{2}$/, example: "NL123456789B01" },
  PL: { shape: /^\d{10}$/, example: "PL1234567890" },
  PT: { shape: /^\d{9}$/, example: "PT123456789" },
  RO: { shape: /^\d{2,10}$/, example: "RO12345678" },
  SE: { shape: /^\d{12}$/, example: "SE123456789001" },
  SI: { shape: /^\d{8}$/, example: "SI12345678" },
  SK: { shape: /^\d{10}$/, example: "SK1234567890" },
  XI: { shape: /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2})$/, example: "XI123456789" },
};

/** A VAT id as it is stored and printed: capitals, without blanks, points and dashes. */
export function vatIdKey(typed: string): string {
  return typed.toUpperCase().replace(/[\s.-]/g, "");
}

/**
 * What is wrong with a VAT id's shape, with the remedy; undefined when it fits or its country is not known here.
 * @param country ISO code of the company; a registration abroad shows by its prefix
 */
export function vatIdProblem(typed: string, country: string | null): string | undefined {
  const key = vatIdKey(typed);
  const home = country === "GR" ? "EL" : (country ?? "");
  const prefix = key.slice(0, 2);
  const expected = shapes[prefix] ?? shapes[home];
  if (expected === undefined) return undefined;
  if (shapes[prefix] !== undefined && expected.shape.test(key.slice(2))) return undefined;
  return `This VAT id has the wrong form; it looks like ${expected.example}.`;
}
