import type { TaxRate } from "@mechanicbuddy/contract/settings";

/** Tax rates to choose from: those that have not ended, and those in use here. */
export function currentRates(rates: TaxRate[], used: readonly (string | null)[]) {
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return rates
    .filter(({ id, validUntilOn }) => validUntilOn === null || validUntilOn >= yesterday || used.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
}
