import { createStorage, deleteStorage, listStorages, updateStorage } from "@mechanicbuddy/contract/parts";
import { api } from "#lib/server/api.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const storageFrom = (form: FormReader) => ({
  name: form.text("name"),
  address: form.nullable("address"),
  note: form.nullable("note"),
});

export const load: PageServerLoad = async (event) => ({ storages: (await api(event)(listStorages)).items });

export const actions: Actions = {
  add: (event) =>
    submit(event, async (form) => {
      await api(event)(createStorage, { body: storageFrom(form), idempotencyKey: form.key });
      return { saved: true };
    }),
  save: (event) =>
    submit(event, async (form) => {
      const archived = form.optional("archived");
      const body = {
        version: form.version(),
        ...(archived === undefined ? storageFrom(form) : { archived: archived === "yes" }),
      };
      await api(event)(updateStorage, { params: { id: form.text("id") }, body });
      return { saved: true };
    }),
  remove: (event) =>
    submit(event, async (form) => {
      await api(event)(deleteStorage, { params: { id: form.text("id") } });
      return { saved: true };
    }),
};
