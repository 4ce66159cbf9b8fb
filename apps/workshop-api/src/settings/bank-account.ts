import {
  electronicFormatIBAN,
  getCountrySpecifications,
  isValidBIC,
  ValidationErrorsIBAN,
  validateIBAN,
} from "ibantools";

export interface Account {
  iban: string;
  bic: string | null;
  bank: string | null;
}

/** An account number as it is stored: capitals without blanks. */
export function accountKey(typed: string): string {
  return electronicFormatIBAN(typed) ?? typed;
}

/**
 * What is wrong with an account's fields. Where banks use IBANs one is demanded; elsewhere (the United States, say) any
 * number will do unless it looks like an IBAN.
 */
export function accountFaults({ iban, bic }: Account, country: string | null): Partial<Record<"iban" | "bic", string>> {
  const faults: Partial<Record<"iban" | "bic", string>> = {};
  const key = accountKey(iban);
  const isIban = /^[A-Z]{2}\d{2}/.test(key) || (country !== null && usesIban(country));
  const problem = isIban ? ibanProblem(key) : undefined;
  if (problem !== undefined) faults.iban = problem;
  if (bic !== null && bic !== "" && !isValidBIC(bic.toUpperCase())) {
    faults.bic = "A BIC has 8 or 11 characters, such as EEUHEE2X.";
  }
  return faults;
}

function usesIban(country: string): boolean {
  return getCountrySpecifications()[country]?.IBANRegistry ?? false;
}

function ibanProblem(key: string): string | undefined {
  const { valid, errorCodes } = validateIBAN(key);
  if (valid) return undefined;
  const is = (code: ValidationErrorsIBAN) => errorCodes.includes(code);
  if (is(ValidationErrorsIBAN.NoIBANCountry)) return "An IBAN begins with a country, such as EE38 2200 2210 2014 5685.";
  if (is(ValidationErrorsIBAN.WrongBBANLength)) {
    const chars = getCountrySpecifications()[key.slice(0, 2)]?.chars;
    return `This IBAN has ${key.length} characters; one from ${key.slice(0, 2)} has ${chars}.`;
  }
  if (is(ValidationErrorsIBAN.WrongBBANFormat))
    return "This IBAN has letters where digits belong, or the other way round.";
  return "This IBAN has a wrong check digit.";
}
