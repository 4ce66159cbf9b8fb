import * as contract from "@mechanicbuddy/contract/catalogue";
import { listTaxRates } from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import { currentRates } from "#lib/server/current-rates.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = api(event);
  const [rates, taxes] = await Promise.all([call(contract.listLabourRates), call(listTaxRates)]);
  const used = rates.items.map(({ taxRateId }) => taxRateId);
  return { rates: rates.items, taxRates: currentRates(taxes.items, used) };
};

const rateFrom = (form: FormReader, currency: string) => ({
  name: form.text("name"),
  // Without a price the API says that one is needed.
  priceCents: form.cents("priceCents", currency) as number,
  taxRateId: form.text("taxRateId"),
  department: form.nullable("department"),
  isDefault: form.checked("isDefault"),
});

export const actions: Actions = {
  add: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = rateFrom(form, workshop.currency);
      await api(event)(contract.createLabourRate, { body, idempotencyKey: form.key });
      return { saved: true };
    }),
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = { version: form.version(), ...rateFrom(form, workshop.currency) };
      await api(event)(contract.updateLabourRate, { params: { id: form.text("id") }, body });
      return { saved: true };
    }),
  archive: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), archived: form.text("archived") === "yes" };
      await api(event)(contract.updateLabourRate, { params: { id: form.text("id") }, body });
      return { saved: true };
    }),
  drop: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.deleteLabourRate, { params: { id: form.text("id") } });
      return { saved: true };
    }),
};
