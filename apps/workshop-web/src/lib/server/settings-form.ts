import type { Language } from "@mechanicbuddy/contract/fields";
import { roles } from "@mechanicbuddy/contract/permission";
import type { Unsaved } from "@mechanicbuddy/contract/settings";
import type { FormReader } from "./form-reader.ts";

/** The most bank accounts a workshop has. */
const mostAccounts = 5;

/** Company data as the form has it. `rows` are the numbers of the rows its accounts come from; empty ones are left out. */
export function requisitesFrom(form: FormReader) {
  const accounts = Array.from({ length: mostAccounts }, (_, row) => ({
    row,
    iban: form.text(`accounts.${row}.iban`).trim(),
    bic: form.nullable(`accounts.${row}.bic`),
    bank: form.nullable(`accounts.${row}.bank`),
  })).filter(({ iban, bic, bank }) => iban !== "" || bic !== null || bank !== null);
  const body = {
    version: form.version(),
    legalName: form.text("legalName"),
    tradingName: form.nullable("tradingName"),
    registrationNo: form.nullable("registrationNo"),
    vatId: form.nullable("vatId"),
    street: form.nullable("street"),
    city: form.nullable("city"),
    region: form.nullable("region"),
    postalCode: form.nullable("postalCode"),
    country: form.nullable("country")?.toUpperCase() ?? null,
    phone: form.nullable("phone"),
    email: form.nullable("email"),
    website: form.nullable("website"),
    accounts: accounts.map(({ row: _, ...account }) => account),
  };
  return { body, rows: accounts.map(({ row }) => row) };
}

/** The settings of work and documents. `currency` is the workshop's, in which the sums were typed. */
export function settingsFrom(form: FormReader, currency: string) {
  const limits = roles.flatMap((role): [string, number][] => {
    const percent = form.percent(`discountLimits.${role}`);
    return percent === undefined ? [] : [[role, percent]];
  });
  const demand = (["never", "always", "above"] as const).find((one) => one === form.text("approvalDemand"));
  return {
    version: form.version(),
    ...(form.data.has("currency") ? { currency: form.text("currency").trim().toUpperCase() } : {}),
    // The API checks the word; the form offers no other.
    language: form.text("language") as Language,
    timeZone: form.text("timeZone"),
    distanceUnit: form.text("distanceUnit") === "mi" ? ("mi" as const) : ("km" as const),
    priceMode: form.text("priceMode") === "gross" ? ("gross" as const) : ("net" as const),
    dueDays: form.integer("dueDays"),
    paymentMethodId: form.nullable("paymentMethodId"),
    estimateValidDays: form.integer("estimateValidDays"),
    lateFeeText: form.text("lateFeeText"),
    invoiceNote: form.text("invoiceNote"),
    estimateNote: form.text("estimateNote"),
    signatureLines: form.checked("signatureLines"),
    showVehicle: form.checked("showVehicle"),
    retentionYears: form.integer("retentionYears"),
    cashRoundingCents: form.integer("cashRoundingCents"),
    discountLimits: Object.fromEntries(limits),
    approvalDemand: demand,
    approvalAboveCents: form.cents("approvalAboveCents", currency) ?? null,
    approvalTolerancePercent: form.percent("approvalTolerancePercent"),
  };
}

/** What is typed in either form, as far as documents print it. */
export function unsavedFrom(form: FormReader, currency: string): Unsaved {
  if (form.data.has("legalName")) {
    const { version: _, ...requisites } = requisitesFrom(form).body;
    return { requisites };
  }
  const typed = settingsFrom(form, currency);
  const { language, priceMode, dueDays, estimateValidDays } = typed;
  const { lateFeeText, invoiceNote, estimateNote, signatureLines, showVehicle } = typed;
  const terms = { language, priceMode, dueDays, estimateValidDays };
  return { settings: { ...terms, lateFeeText, invoiceNote, estimateNote, signatureLines, showVehicle } };
}
