import { getAssistantSettings, putAssistantSettings } from "@mechanicbuddy/contract/assistant";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const dangers = ["brakes", "steering-suspension", "airbag", "high-voltage"] as const;

export const load: PageServerLoad = async (event) => ({ settings: await api(event)(getAssistantSettings), dangers });

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const chosen = form.all("secondPerson");
      const body = {
        version: form.version(),
        enabled: form.checked("enabled"),
        models: form.checked("models"),
        secondPerson: dangers.filter((danger) => chosen.includes(danger)),
      };
      await api(event)(putAssistantSettings, { body });
      return { saved: true };
    }),
};
