import { roles } from "@mechanicbuddy/contract/permission";
import { getSettings, listPaymentMethods, sendTestEmail, updateSettings } from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import { settingsFrom } from "#lib/server/settings-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = api(event);
  const [settings, methods] = await Promise.all([call(getSettings), call(listPaymentMethods)]);
  return {
    settings,
    roles,
    methods: methods.items.filter(({ id, active }) => active || id === settings.paymentMethodId),
  };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      await api(event)(updateSettings, { body: settingsFrom(form, workshop.currency) });
      return { saved: true };
    }),
  testEmail: (event) =>
    submit(event, async (form) => {
      const { to } = await api(event)(sendTestEmail, { idempotencyKey: form.key });
      return { mailedTo: to };
    }),
};
