import { parseMoney } from "@mechanicbuddy/contract/money";
import type { FieldError } from "@mechanicbuddy/contract/problem";
import { parseQuantity } from "@mechanicbuddy/contract/quantity-input";
import { formFields } from "#lib/form-state.ts";
import { m } from "#lib/paraglide/messages.js";

/** Reads a posted form. What cannot be read is noted as a fault beside its field, and the next writing call is not sent. */
export interface FormReader {
  data: FormData;
  /** Of this rendered form: hand it to the call as `idempotencyKey`. */
  key: string | undefined;
  /** Warnings the person has read and accepts: hand them over as `acceptWarnings`. */
  acceptWarnings: string[] | undefined;
  /** Version of the row that was shown. */
  version(): number;
  text(name: string): string;
  /** Undefined when left empty: for creating. */
  optional(name: string): string | undefined;
  /** Null when left empty: for changing, where it clears the field. */
  nullable(name: string): string | null;
  checked(name: string): boolean;
  all(name: string): string[];
  integer(name: string): number | undefined;
  /** `1,5` and `1.50` are both read; minor units. */
  cents(name: string, currency: string): number | undefined;
  percent(name: string): number | undefined;
  /** Also `1:30` and `90m`; a decimal string. */
  quantity(name: string): string | undefined;
}

export function formReader(data: FormData, faults: FieldError[]): FormReader {
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value : "";
  };
  const optional = (name: string) => text(name).trim() || undefined;
  const fault = (field: string, message: string) => {
    faults.push({ field, message });
    return undefined;
  };
  const accepted = data.getAll(formFields.accept).flatMap((codes) => String(codes).split(" "));
  return {
    data,
    key: optional(formFields.key),
    acceptWarnings: accepted.length > 0 ? accepted : undefined,
    version: () => Number(optional(formFields.version) ?? text("version")),
    text,
    optional,
    nullable: (name) => optional(name) ?? null,
    checked: (name) => data.has(name),
    all: (name) => data.getAll(name).filter((value): value is string => typeof value === "string" && value !== ""),
    integer: (name) => {
      const value = optional(name);
      if (value === undefined) return undefined;
      return /^-?\d{1,15}$/.test(value) ? Number(value) : fault(name, m["form.integer.odd"]());
    },
    cents: (name, currency) => {
      const parsed = parseMoney(text(name), currency);
      if (parsed.ok) return parsed.cents;
      return parsed.reason === "empty" ? undefined : fault(name, m["form.money.odd"]());
    },
    percent: (name) => {
      const value = optional(name)?.replace(",", ".");
      if (value === undefined) return undefined;
      return /^\d{1,3}(\.\d{1,2})?$/.test(value) ? Number(value) : fault(name, m["form.percent.odd"]());
    },
    quantity: (name) => {
      const parsed = parseQuantity(text(name));
      if (parsed.ok) return parsed.quantity;
      return parsed.reason === "empty" ? undefined : fault(name, m["form.quantity.odd"]());
    },
  };
}
