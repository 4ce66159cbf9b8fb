import { askChat, giveFeedback } from "@mechanicbuddy/contract/mate/chat";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { submit } from "./submit.ts";

/** Asks without script: the page waits for the whole answer and shows the conversation. */
export async function askAction(event: RequestEvent, conversationId?: string) {
  let place = "/chat";
  const failed = await submit(event, "chat", async (sent) => {
    const vehicleId = sent.text("vehicleId");
    const { conversationId: id } = await event.locals.call(askChat, {
      body: {
        message: sent.text("message") ?? "",
        clientMessageId: crypto.randomUUID(),
        mode: sent.text("mode") === "reference" ? "reference" : "auto",
        register: sent.text("register") === "owner" ? "owner" : "technician",
        ...(vehicleId === undefined ? {} : { vehicleId }),
        ...(conversationId === undefined ? {} : { conversationId }),
      },
    });
    place = `/chat/${id}`;
  });
  if (failed !== undefined) return failed;
  redirect(303, place);
}

/** Says of an answer whether it helped. */
export async function feedbackAction(event: RequestEvent) {
  return submit(event, "feedback", async (sent) => {
    const fixed = sent.text("fixed");
    const thumb = sent.text("thumb");
    await event.locals.call(giveFeedback, {
      params: { answerId: sent.text("answerId") ?? "" },
      body: {
        ...(fixed === undefined ? {} : { fixed: fixed as "fixed" | "not_fixed" }),
        ...(thumb === undefined ? {} : { thumb: thumb as "up" | "down" }),
      },
    });
  });
}
