import {
  endImpersonation,
  enterImpersonation,
  listImpersonations,
} from "@mechanicbuddy/contract/management/operations";
import { staff } from "#lib/server/api.ts";
import { listQueryOf } from "#lib/server/list.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const given = listQueryOf(event);
  const query = { tenant: given.text("tenant"), cursor: given.cursor };
  return { list: await staff(event)(listImpersonations, { query }) };
};

export const actions: Actions = {
  enter: (event) =>
    submit(event, async (form) => staff(event)(enterImpersonation, { params: { id: form.text("visit") } })),
  end: (event) =>
    submit(event, async (form) => {
      await staff(event)(endImpersonation, { params: { id: form.text("visit") } });
      return { done: true };
    }),
};
