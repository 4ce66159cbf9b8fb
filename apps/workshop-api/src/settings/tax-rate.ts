import type { TaxRate } from "@mechanicbuddy/contract/settings";

/** A rate as lines need it. */
export type Rate = Omit<TaxRate, "used">;
export type RateFields = Omit<Rate, "id" | "version">;

/** Fields of a rate that may still change once it stands on an issued document. */
const openOnUsed: readonly string[] = ["validUntilOn", "isDefault"];

/** What the fields of a rate cannot be, one sentence each. */
export function rateFaults({ category, percent, validFromOn, validUntilOn }: RateFields): Record<string, string> {
  const faults: Record<string, string> = {};
  if (category === "S" && percent === 0) faults.category = "A rate of 0 % has the category Z, or E when it is exempt.";
  if (category !== "S" && percent !== 0) faults.percent = "Only the category S has a percent; enter 0 here.";
  if (validUntilOn !== null && validUntilOn < validFromOn) faults.validUntilOn = "The end lies before the start.";
  return faults;
}

/** True when a change would rewrite what documents already say. */
export function rewrites(before: RateFields, after: RateFields): boolean {
  return (Object.keys(after) as (keyof RateFields)[]).some(
    (field) => !openOnUsed.includes(field) && after[field] !== before[field],
  );
}
