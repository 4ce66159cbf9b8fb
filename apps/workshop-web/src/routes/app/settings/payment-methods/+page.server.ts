import * as contract from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const kinds = ["cash", "card", "transfer", "online", "other"] as const;

const methodFrom = (form: FormReader) => ({
  name: form.text("name"),
  kind: kinds.find((one) => one === form.text("kind")) ?? ("other" as const),
});

export const load: PageServerLoad = async (event) => {
  const { items } = await api(event)(contract.listPaymentMethods);
  return { methods: items };
};

export const actions: Actions = {
  add: (event) =>
    submit(event, async (form) => {
      const body = { ...methodFrom(form), active: true };
      await api(event)(contract.createPaymentMethod, { body, idempotencyKey: form.key });
      return { saved: true };
    }),
  save: (event) =>
    submit(event, async (form) => {
      const body = {
        version: form.version(),
        ...methodFrom(form),
        position: form.integer("position"),
        active: form.checked("active"),
      };
      await api(event)(contract.updatePaymentMethod, { params: { id: form.text("id") }, body });
      return { saved: true };
    }),
  drop: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.deletePaymentMethod, { params: { id: form.text("id") } });
      return { saved: true };
    }),
};
