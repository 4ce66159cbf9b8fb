import type { Customer } from "@mechanicbuddy/contract/customers";
import { type MergePart, mergeFields, mergeParts } from "@mechanicbuddy/contract/privacy";
import { languages } from "#lib/customers/languages.ts";
import type { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";

export { mergeParts } from "@mechanicbuddy/contract/privacy";

/** A part in which two customers differ, with what is proposed: nothing known is given up for nothing. */
export interface MergeRow {
  part: MergePart;
  label: string;
  mine: string;
  others: string;
  proposed: "mine" | "other";
}

const none = "–";

export function mergeRows(mine: Customer, other: Customer, f: ReturnType<typeof formats>): MergeRow[] {
  return mergeParts
    .map((part) => {
      const [here, there] = [written(part, mine, f), written(part, other, f)];
      const isSame = mergeFields[part].every((field) => (mine[field] ?? null) === (other[field] ?? null));
      return { part, isSame, label: labels[part](), mine: here || none, others: there || none, here, there };
    })
    .filter(({ isSame }) => !isSame)
    .map(({ here, there, isSame: _, ...row }) => ({
      ...row,
      proposed: here === "" && there !== "" ? "other" : "mine",
    }));
}

/** A part on one line, empty when nothing is known. */
function written(part: MergePart, customer: Customer, f: ReturnType<typeof formats>): string {
  const yes = (on: boolean) => (on ? m["customers.merge.yes"]() : "");
  switch (part) {
    case "name":
      return customer.name;
    case "tax":
      return treatments[customer.taxTreatment]();
    case "address":
      return customer.address ?? "";
    case "language":
      return languages.find(({ value }) => value === customer.language)?.label ?? customer.language;
    case "dueDays":
      return customer.dueDays === null ? "" : String(customer.dueDays);
    case "discountPercent":
      return customer.discountPercent === null ? "" : `${f.number(customer.discountPercent)} %`;
    case "creditLimitCents":
      return customer.creditLimitCents === null ? "" : f.money(customer.creditLimitCents);
    case "care":
      return customer.careNote ?? yes(customer.handleWithCare);
    case "cashOnly":
      return yes(customer.cashOnly);
    default:
      return customer[part] ?? "";
  }
}

const treatments = {
  standard: m["customers.tax.standard"],
  reverse_charge: m["customers.tax.reverse_charge"],
  exempt: m["customers.tax.exempt"],
};

const labels: Record<MergePart, () => string> = {
  name: m["customers.column.name"],
  registrationNo: m["customers.registrationNo.label"],
  personalCode: m["customers.personalCode.label"],
  vatId: m["customers.vatId.label"],
  tax: m["customers.tax.label"],
  address: m["customers.address.label"],
  phone: m["customers.phone.label"],
  phone2: m["customers.phone2.label"],
  language: m["customers.language.label"],
  dueDays: m["customers.dueDays.label"],
  discountPercent: m["customers.discount.label"],
  creditLimitCents: m["customers.creditLimit.label"],
  care: m["customers.care.label"],
  cashOnly: m["customers.cashOnly.label"],
  note: m["customers.note.label"],
  externalId: m["customers.externalId.label"],
};
