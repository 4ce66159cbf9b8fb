import { decimalText, scaledInteger } from "@mechanicbuddy/contract/decimal";
import { parseQuantity } from "@mechanicbuddy/contract/quantity-input";

/** Field of what was counted of a part. */
export const countedField = (partId: string) => `counted-${partId}`;

/** When the count began, as the form said; now when it said nothing sensible. */
export function startedOf(typed: string): string {
  return Number.isNaN(Date.parse(typed)) ? new Date().toISOString() : new Date(typed).toISOString();
}

/** Counted less what the books say, as a decimal string; undefined while nothing readable is typed. */
export function differenceOf(typed: string, onBooks: string): string | undefined {
  const counted = parseQuantity(typed);
  if (!counted.ok) return undefined;
  const thousandths = scaledInteger(counted.quantity, 3, "counted") - scaledInteger(onBooks, 3, "books");
  return decimalText(thousandths, 3).replace(/\.?0+$/, "");
}
