import { getRequisites, putRequisites } from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import { requisitesFrom } from "#lib/server/settings-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ company: await api(event)(getRequisites) });

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      await api(event)(putRequisites, { body: requisitesFrom(form) });
      return { saved: true };
    }),
};
