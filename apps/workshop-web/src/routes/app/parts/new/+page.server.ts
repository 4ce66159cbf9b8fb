import { createPart } from "@mechanicbuddy/contract/parts";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { partChoices } from "#lib/server/part-choices.ts";
import { partFrom, storageOf } from "#lib/server/part-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({
  choices: await partChoices(event),
  barcode: event.url.searchParams.get("barcode") ?? undefined,
});

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = { ...partFrom(form, workshop.currency), ...(await storageOf(event, form)) };
      const { id } = await api(event)(createPart, { body, idempotencyKey: form.key });
      const barcode = form.optional("scanned");
      redirect(303, barcode ? `/app/parts/receive?code=${encodeURIComponent(barcode)}` : `/app/parts/${id}`);
    }),
};
