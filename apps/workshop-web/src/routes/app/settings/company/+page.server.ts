import { getRequisites, putRequisites } from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import { atRows } from "#lib/server/form-rows.ts";
import { requisitesFrom } from "#lib/server/settings-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ company: await api(event)(getRequisites) });

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { body, rows } = requisitesFrom(form);
      await atRows(event, "accounts", rows, () => api(event)(putRequisites, { body }));
      return { saved: true };
    }),
};
