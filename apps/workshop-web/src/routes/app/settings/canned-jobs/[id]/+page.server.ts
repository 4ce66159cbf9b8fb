import { deleteCannedJob, getCannedJob, updateCannedJob } from "@mechanicbuddy/contract/catalogue";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { cannedChoices } from "#lib/server/canned-choices.ts";
import { cannedFrom } from "#lib/server/canned-form.ts";
import { atRows } from "#lib/server/form-rows.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const job = await api(event)(getCannedJob, { params: event.params });
  return { job, choices: await cannedChoices(event, job.lines) };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { params } = event;
      const { workshop } = await event.locals.me();
      const { body, rows } = await cannedFrom(event, form, workshop.currency);
      const version = form.version();
      await atRows(event, "lines", rows, () => api(event)(updateCannedJob, { params, body: { ...body, version } }));
      return { saved: true };
    }),
  archive: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), archived: form.text("archived") === "yes" };
      await api(event)(updateCannedJob, { params: event.params, body });
      return { saved: true };
    }),
  drop: (event) =>
    submit(event, async () => {
      await api(event)(deleteCannedJob, { params: event.params });
      redirect(303, "/app/settings/canned-jobs");
    }),
};
