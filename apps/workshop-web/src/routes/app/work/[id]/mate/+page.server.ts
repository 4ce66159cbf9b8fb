import {
  askInOrder,
  getAssistantSettings,
  getBriefing,
  listAssistantConversations,
  listSuggestions,
  listTreeRuns,
  startTreeRun,
} from "@mechanicbuddy/contract/assistant";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api } from "#lib/server/api.ts";
import { draftActions, step, stop } from "#lib/server/mate-actions.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const workOrderId = event.params.id;
  const order = await api(event)(getWorkOrder, { params: event.params });
  const [settings, conversations, suggestions, trees, briefing] = await Promise.all([
    api(event)(getAssistantSettings),
    api(event)(listAssistantConversations, { query: { workOrderId } }),
    api(event)(listSuggestions, { query: { workOrderId } }),
    api(event)(listTreeRuns, { params: event.params }),
    order.vehicle === null ? undefined : api(event)(getBriefing, { params: { id: order.vehicle.id } }),
  ]);
  const turns = conversations.items[0]?.turns ?? [];
  const about = event.url.searchParams.get("about")?.slice(0, 1000) ?? "";
  return { order, settings, turns, drafts: suggestions.items, trees, briefing, about };
};

export const actions: Actions = {
  ask: (event) =>
    submit(event, async (form) => {
      const wait = !form.checked("live");
      const body = { message: form.text("message"), clientMessageId: crypto.randomUUID(), wait };
      await api(event)(askInOrder, { params: event.params, body });
      return { asked: true };
    }),
  stop,
  step,
  tree: (event) =>
    submit(event, async (form) => {
      await api(event)(startTreeRun, { params: event.params, body: { tree: form.text("tree") } });
      return { started: true };
    }),
  ...draftActions,
};
