import {
  type GateRule,
  gateLevels,
  gateMoments,
  gates,
  getSettings,
  updateSettings,
} from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ settings: await api(event)(getSettings) });

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const rules = gates.flatMap((gate): [string, GateRule][] => {
        const level = gateLevels.find((one) => one === form.text(`level.${gate}`));
        const before = gateMoments.find((one) => one === form.text(`before.${gate}`)) ?? "ready";
        return level === undefined ? [] : [[gate, { level, before }]];
      });
      await api(event)(updateSettings, { body: { version: form.version(), gates: Object.fromEntries(rules) } });
      return { saved: true };
    }),
};
