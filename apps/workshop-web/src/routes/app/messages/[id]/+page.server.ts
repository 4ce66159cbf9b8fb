import { cancelMessage, getMessage, retryMessage } from "@mechanicbuddy/contract/messages";
import { times } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { aboutOf, eventWords, messageState } from "#lib/server/message-words.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const [me, message] = await Promise.all([event.locals.me(), api(event)(getMessage, { params: event.params })]);
  const { time } = times(me.workshop);
  const maySend = me.permissions.includes("messages.send");
  return {
    message: {
      ...messageState(message),
      to: message.to.join(", "),
      subject: message.subject,
      body: message.body,
      attachments: message.attachments.join(", "),
      attempts: message.attempts,
      about: aboutOf(message),
      written: time(message.createdAt),
      sent: message.sentAt === null ? undefined : time(message.sentAt),
      next: message.nextTryAt === null ? undefined : time(message.nextTryAt),
      reason: message.reason,
      events: message.events.map((one) => ({ ...one, at: time(one.at), iso: one.at, words: eventWords(one) })),
    },
    isNew: event.url.searchParams.has("written"),
    mayRetry: maySend && message.status === "failed",
    mayCancel: maySend && message.status === "queued",
  };
};

export const actions: Actions = {
  retry: (event) =>
    submit(event, async (form) => {
      await api(event)(retryMessage, { params: event.params, idempotencyKey: form.key });
      return { retried: true };
    }),
  cancel: (event) =>
    submit(event, async (form) => {
      await api(event)(cancelMessage, { params: event.params, idempotencyKey: form.key });
      return { cancelled: true };
    }),
};
