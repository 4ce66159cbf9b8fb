import { createCannedJob } from "@mechanicbuddy/contract/catalogue";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { cannedChoices } from "#lib/server/canned-choices.ts";
import { cannedFrom } from "#lib/server/canned-form.ts";
import { atRows } from "#lib/server/form-rows.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ choices: await cannedChoices(event) });

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const { body, rows } = await cannedFrom(event, form, workshop.currency);
      const { id } = await atRows(event, "lines", rows, () =>
        api(event)(createCannedJob, { body, idempotencyKey: form.key }),
      );
      redirect(303, `/app/settings/canned-jobs/${id}`);
    }),
};
