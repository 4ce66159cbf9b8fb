import {
  askAtBench,
  getAssistantSettings,
  getBriefing,
  listAssistantConversations,
} from "@mechanicbuddy/contract/assistant";
import { api } from "#lib/server/api.ts";
import { stop } from "#lib/server/mate-actions.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const vehicleId = event.url.searchParams.get("vehicle");
  const [settings, conversations, briefing] = await Promise.all([
    api(event)(getAssistantSettings),
    api(event)(listAssistantConversations),
    vehicleId === null ? undefined : api(event)(getBriefing, { params: { id: vehicleId } }),
  ]);
  return { settings, briefing, vehicleId, turns: conversations.items.toReversed().flatMap(({ turns }) => turns) };
};

export const actions: Actions = {
  ask: (event) =>
    submit(event, async (form) => {
      const vehicleId = event.url.searchParams.get("vehicle");
      const body = {
        message: form.text("message"),
        clientMessageId: crypto.randomUUID(),
        wait: !form.checked("live"),
        ...(vehicleId === null ? {} : { vehicleId }),
      };
      await api(event)(askAtBench, { body });
      return { asked: true };
    }),
  stop,
};
