import * as contract from "@mechanicbuddy/contract/work-orders";
import { api } from "#lib/server/api.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const columnFrom = (form: FormReader) => ({
  name: form.text("name"),
  category: contract.boardCategories.find((one) => one === form.text("category")) ?? ("waiting" as const),
  colour: form.text("colour").toLowerCase(),
});

export const load: PageServerLoad = async (event) => {
  const { items } = await api(event)(contract.listBoardStatuses);
  return { columns: items };
};

export const actions: Actions = {
  add: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.createBoardStatus, { body: columnFrom(form), idempotencyKey: form.key });
      return { saved: true };
    }),
  save: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), ...columnFrom(form), position: form.integer("position") };
      await api(event)(contract.updateBoardStatus, { params: { id: form.text("id") }, body });
      return { saved: true };
    }),
  archive: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), archived: form.text("archived") === "yes" };
      await api(event)(contract.updateBoardStatus, { params: { id: form.text("id") }, body });
      return { saved: true };
    }),
  drop: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.deleteBoardStatus, { params: { id: form.text("id") } });
      return { saved: true };
    }),
};
