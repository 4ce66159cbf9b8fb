import { createPart } from "@mechanicbuddy/contract/parts";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { partChoices } from "#lib/server/part-choices.ts";
import { partFrom } from "#lib/server/part-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ choices: await partChoices(event) });

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = partFrom(form, workshop.currency);
      const { id } = await api(event)(createPart, { body, idempotencyKey: form.key });
      redirect(303, `/app/parts/${id}`);
    }),
};
