import { askAtBench, getAssistantSettings, listAssistantConversations } from "@mechanicbuddy/contract/assistant";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const [settings, conversations] = await Promise.all([
    api(event)(getAssistantSettings),
    api(event)(listAssistantConversations),
  ]);
  return { settings, turns: conversations.items.toReversed().flatMap(({ turns }) => turns) };
};

export const actions: Actions = {
  ask: (event) =>
    submit(event, async (form) => {
      const body = { message: form.text("message"), clientMessageId: crypto.randomUUID() };
      await api(event)(askAtBench, { body });
      return { asked: true };
    }),
};
