import {
  deleteConversation,
  getConversation,
  renameConversation,
  saveConversation,
  unsaveConversation,
} from "@mechanicbuddy/contract/mate/conversations";
import { listVehicles } from "@mechanicbuddy/contract/mate/vehicles";
import { redirect } from "@sveltejs/kit";
import { askAction, feedbackAction } from "#lib/page/chat-actions.ts";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import { shown } from "#lib/page/refused.ts";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  const { locals, params } = event;
  const [conversation, vehicles] = await Promise.all([
    shown(locals.call(getConversation, { params })),
    locals.call(listVehicles),
  ]);
  return { conversation, vehicles: vehicles.items };
};

export const actions: Actions = {
  ask: (event) => askAction(event, event.params.id),
  feedback: (event) => feedbackAction(event),
  save: (event) =>
    submit(event, "manage", async (sent) => {
      const body = { conversationId: event.params.id, title: sent.text("title") ?? "" };
      await event.locals.call(saveConversation, { body });
    }),
  unsave: (event) =>
    submit(event, "manage", async () => {
      await event.locals.call(unsaveConversation, { params: event.params });
    }),
  rename: (event) =>
    submit(event, "manage", async (sent) => {
      const body = { version: sent.number("version") ?? 0, title: sent.text("title") ?? "" };
      await event.locals.call(renameConversation, { params: event.params, body });
    }),
  remove: async (event) => {
    const failed = await submit(event, "manage", async () => {
      await event.locals.call(deleteConversation, { params: event.params });
    });
    if (failed !== undefined) return failed;
    redirect(303, "/conversations");
  },
};
