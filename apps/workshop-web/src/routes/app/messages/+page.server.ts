import { listMessages } from "@mechanicbuddy/contract/messages";
import { times } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import { aboutOf, messageState } from "#lib/server/message-words.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

const states = ["queued", "sent", "delivered", "bounced", "failed", "cancelled"] as const;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const status = states.find((one) => one === searchParams.get("status"));
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  const [me, { items, nextCursor }] = await Promise.all([
    event.locals.me(),
    api(event)(listMessages, { query: { status, q, cursor } }),
  ]);
  const { time } = times(me.workshop);
  const messages = items.map((message) => ({
    id: message.id,
    when: time(message.createdAt),
    to: message.to.join(", "),
    subject: message.subject,
    about: aboutOf(message),
    ...messageState(message),
    reason: message.status === "sent" || message.status === "delivered" ? null : message.reason,
    next: message.nextTryAt === null ? undefined : m["messages.next.text"]({ time: time(message.nextTryAt) }),
  }));
  const options = states.map((value) => ({ value, label: m[`messages.state.${value}`]() }));
  return { q, status, messages, nextCursor, states: options, csv: csvHref("messages", { q, status }) };
};
