import Type, { type Static } from "typebox";
import { Id, nullable, oneOf, TimeAt } from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { route } from "./route.ts";

export const MessageStatus = oneOf(["queued", "sent", "delivered", "bounced", "failed", "cancelled"]);

export const Message = Type.Object({
  id: Id,
  to: Type.Array(Type.String()),
  subject: nullable(Type.String()),
  status: MessageStatus,
  attempts: Type.Integer(),
  createdAt: TimeAt,
  sentAt: nullable(TimeAt),
  /** The mail server's last words when it did not work. */
  reason: nullable(Type.String()),
  nextTryAt: nullable(TimeAt),
  about: nullable(Type.Object({ kind: Type.String(), id: Id, label: nullable(Type.String()) })),
});
export type Message = Static<typeof Message>;

/** A message with its words and everything that became of it. */
export const MessageDetail = Type.Object({
  ...Message.properties,
  /** Secrets of links are not shown. */
  body: Type.String(),
  /** Names of the files that go along. */
  attachments: Type.Array(Type.String()),
  events: Type.Array(
    Type.Object({
      at: TimeAt,
      event: oneOf(["queued", "sent", "delivered", "bounced", "failed", "cancelled", "refused", "retried"]),
      /** The mail server's words, or ours. */
      detail: nullable(Type.String()),
      by: nullable(Type.String()),
    }),
  ),
});
export type MessageDetail = Static<typeof MessageDetail>;

export const listMessages = route("GET", "/api/messages", {
  permission: "messages.read",
  summary: "The outbox, newest first",
  query: listQuery(["-created"], { status: Type.Optional(MessageStatus) }),
  reply: { 200: page(Message) },
});

export const getMessage = route("GET", "/api/messages/:id", {
  permission: "messages.read",
  summary: "One message with its delivery log",
  reply: { 200: MessageDetail },
  errors: ["not_found"],
});

export const retryMessage = route("POST", "/api/messages/:id/retry", {
  permission: "messages.send",
  summary: "Send again",
  reply: { 200: Message },
  errors: ["not_found", "conflict"],
});

export const cancelMessage = route("POST", "/api/messages/:id/cancel", {
  permission: "messages.send",
  summary: "Do not send a waiting message",
  reply: { 200: Message },
  errors: ["not_found", "conflict"],
});
