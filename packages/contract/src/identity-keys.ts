/** Keys by which a car or a name is found again, however it was typed, and what a VIN tells by itself. */

/**
 * Upper case, letters and digits only: `12-ab 34` is `12AB34`. Letters with marks stay themselves (`MÜ-AB 1` is `MÜAB1`),
 * because on a plate Ü and U name different districts; full-width and other compatibility forms become plain.
 */
export function plateKey(plate: string): string {
  return plate
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Upper case, letters and digits only, as typed otherwise: a misread I, O or Q is kept. */
export function vinKey(vin: string): string {
  return plateKey(vin);
}

/** A full VIN in its groups of 3, 6 and 8 (maker, type, serial); anything else as its key. */
export function formatVin(vin: string): string {
  const key = vinKey(vin);
  return key.length === 17 ? `${key.slice(0, 3)} ${key.slice(3, 9)} ${key.slice(9)}` : key;
}

/**
 * `full`: 17 characters that can be decoded. `misread`: 17 characters with an I, O or Q, which no VIN contains;
 * `suggestion` has 1 and 0 in their place. `chassis`: 5 to 16 characters, kept and not decoded. `other`: neither.
 * `checkDigit` counts for North American VINs (first character 1 to 5) only; elsewhere position 9 means nothing.
 */
export type VinFacts = {
  key: string;
  kind: "full" | "misread" | "chassis" | "other";
  suggestion?: string;
  checkDigit: "right" | "wrong" | "not_applicable";
};

/** What a VIN tells without any table of makers. Nothing here is a reason to refuse saving. */
export function inspectVin(vin: string): VinFacts {
  const key = vinKey(vin);
  if (/^[A-Z0-9]{5,16}$/.test(key)) return { key, kind: "chassis", checkDigit: "not_applicable" };
  if (!/^[A-Z0-9]{17}$/.test(key)) return { key, kind: "other", checkDigit: "not_applicable" };
  if (/[IOQ]/.test(key)) {
    const suggestion = key.replaceAll("I", "1").replace(/[OQ]/g, "0");
    return { key, kind: "misread", suggestion, checkDigit: "not_applicable" };
  }
  if (!/^[1-5]/.test(key)) return { key, kind: "full", checkDigit: "not_applicable" };
  return { key, kind: "full", checkDigit: key[8] === checkDigit(key) ? "right" : "wrong" };
}

/** Values of A to Z and weights of the 17 positions by 49 CFR 565.15; I, O and Q have no value, the check digit no weight. */
const LETTER_VALUES = "12345678.12345.7.923456789";
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

function checkDigit(key: string): string {
  const values = [...key].map((c) => Number(/\d/.test(c) ? c : LETTER_VALUES[c.charCodeAt(0) - 65]));
  const remainder = values.reduce((sum, value, i) => sum + value * (WEIGHTS[i] ?? 0), 0) % 11;
  return remainder === 10 ? "X" : String(remainder);
}

/** Letters that Unicode does not take apart into a plain letter and a mark. */
const PLAIN: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ς: "σ",
};

/**
 * Text as a search key: lower case, without accents and separators, so `Müller & Söhne` and `muller sohne` are equal.
 * Fold words one by one where they are to be found one by one.
 */
export function searchFold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]|[^\p{L}\p{M}\p{N}]/gu, "")
    .replace(/[ßæœøłđðþıς]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize("NFC");
}
