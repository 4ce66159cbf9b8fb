import * as contract from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { taxRateFrom } from "#lib/server/tax-form.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = api(event);
  const [rates, series] = await Promise.all([call(contract.listTaxRates), call(contract.listNumberSeries)]);
  return { rates: rates.items, series: series.items };
};

export const actions: Actions = {
  add: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.createTaxRate, { body: taxRateFrom(form), idempotencyKey: form.key });
      return { saved: true };
    }),
  rate: (event) =>
    submit(event, async (form) => {
      // What stands on documents keeps its figures: only its end is sent.
      const change = form.checked("used")
        ? { validUntilOn: form.nullable("validUntilOn"), isDefault: form.checked("isDefault") }
        : taxRateFrom(form);
      await api(event)(contract.updateTaxRate, {
        params: { id: form.text("id") },
        body: { version: form.version(), ...change },
      });
      return { saved: true };
    }),
  drop: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.deleteTaxRate, { params: { id: form.text("id") } });
      return { saved: true };
    }),
  series: (event) =>
    submit(event, async (form) => {
      const resets = form.text("resets") === "yearly" ? ("yearly" as const) : ("never" as const);
      const body = { version: form.version(), pattern: form.text("pattern"), next: form.integer("next"), resets };
      await api(event)(contract.updateNumberSeries, { params: { id: form.text("id") }, body });
      return { saved: true };
    }),
};
