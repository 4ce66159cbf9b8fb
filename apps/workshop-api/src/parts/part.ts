import { decimalText } from "@mechanicbuddy/contract/decimal";

/** Thousandths as people write them: 4500n is "4.5". */
export function quantityText(thousandths: bigint): string {
  const text = decimalText(thousandths, 3).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}
