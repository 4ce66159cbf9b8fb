import * as contract from "@mechanicbuddy/contract/settings";
import { followTaxRate, listOrdersAtRate } from "@mechanicbuddy/contract/tax-change";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { taxRateFrom } from "#lib/server/tax-form.ts";
import type { Actions, PageServerLoad, PageServerLoadEvent } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = api(event);
  const [rates, series] = await Promise.all([call(contract.listTaxRates), call(contract.listNumberSeries)]);
  return { rates: rates.items, series: series.items, open: await openOrders(event, rates.items) };
};

/** Orders that the end of a rate leaves open, by the rate's id, for whoever may answer what they keep. */
async function openOrders(event: PageServerLoadEvent, rates: contract.TaxRate[]) {
  const { permissions } = await event.locals.me();
  const ending = permissions.includes("settings.fiscal")
    ? rates.filter(({ validUntilOn }) => validUntilOn !== null)
    : [];
  const lists = await Promise.all(
    ending.map(async ({ id }) => {
      const list = await api(event)(listOrdersAtRate, { params: { id }, query: { limit: 10, total: true } });
      return [id, list] as const;
    }),
  );
  return Object.fromEntries(lists.filter(([, { items }]) => items.length > 0));
}

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
  follow: (event) =>
    submit(event, async (form) => {
      const keep = form.text("keep") === "net" ? ("net" as const) : ("gross" as const);
      const followed = await api(event)(followTaxRate, {
        params: { id: form.text("id") },
        body: { keep },
        idempotencyKey: form.key,
      });
      return { followed };
    }),
  series: (event) =>
    submit(event, async (form) => {
      const resets = form.text("resets") === "yearly" ? ("yearly" as const) : ("never" as const);
      const body = { version: form.version(), pattern: form.text("pattern"), next: form.integer("next"), resets };
      await api(event)(contract.updateNumberSeries, { params: { id: form.text("id") }, body });
      return { saved: true };
    }),
};
