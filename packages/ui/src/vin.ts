/** What is typed as a VIN: capitals and digits only, at most 17. */
export const tidyVin = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, 17);

/** Groups 3-6-8: maker, description, serial. */
export const groupVin = (vin: string): string =>
  [vin.slice(0, 3), vin.slice(3, 9), vin.slice(9)].filter(Boolean).join(" ");

/** VINs never hold I, O or Q, which are read for 1 and 0; the same VIN with what was meant, or undefined if all is well. */
export function likelyVin(vin: string): string | undefined {
  return /[IOQ]/.test(vin) ? vin.replaceAll("I", "1").replaceAll(/[OQ]/g, "0") : undefined;
}
