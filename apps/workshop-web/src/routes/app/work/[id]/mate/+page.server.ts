import {
  askInOrder,
  getAssistantSettings,
  getBriefing,
  listAssistantConversations,
  listSuggestions,
} from "@mechanicbuddy/contract/assistant";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api } from "#lib/server/api.ts";
import { draftActions } from "#lib/server/mate-actions.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const workOrderId = event.params.id;
  const order = await api(event)(getWorkOrder, { params: event.params });
  const [settings, conversations, suggestions, briefing] = await Promise.all([
    api(event)(getAssistantSettings),
    api(event)(listAssistantConversations, { query: { workOrderId } }),
    api(event)(listSuggestions, { query: { workOrderId } }),
    order.vehicle === null ? undefined : api(event)(getBriefing, { params: { id: order.vehicle.id } }),
  ]);
  return { order, settings, turns: conversations.items[0]?.turns ?? [], drafts: suggestions.items, briefing };
};

export const actions: Actions = {
  ask: (event) =>
    submit(event, async (form) => {
      const body = { message: form.text("message"), clientMessageId: crypto.randomUUID() };
      await api(event)(askInOrder, { params: event.params, body });
      return { asked: true };
    }),
  ...draftActions,
};
