import { getSettings, updateSettings } from "@mechanicbuddy/contract/management/operations";
import { staff } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ settings: await staff(event)(getSettings) });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      const body = {
        demoApproval: form.text("demoApproval") === "automatic" ? ("automatic" as const) : ("manual" as const),
        instancesAuto: form.checked("instancesAuto"),
        driftAuto: form.checked("driftAuto"),
        // What is no number is refused by the API, with a sentence beside its field.
        inactivityMailDays: [1, 2, 3].map((n) => form.integer(`inactivityMailDays.${n - 1}`) ?? 0),
        inactivitySuspendDays: form.integer("inactivitySuspendDays") ?? 0,
        inactivityDeleteDays: form.integer("inactivityDeleteDays") ?? 0,
      };
      await staff(event)(updateSettings, { body });
      return { done: true };
    }),
};
