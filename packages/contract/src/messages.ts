import Type, { type Static } from "typebox";
import { Email, Id, Language, nullable, oneOf, TimeAt, text, Version } from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { closed, route } from "./route.ts";

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

export const sendMessage = route("POST", "/api/messages", {
  permission: "messages.send",
  summary: "Write to a customer by e-mail, about themselves or one of their orders",
  body: closed({
    customerId: Type.Optional(Id),
    workOrderId: Type.Optional(Id),
    /** The customer's own address unless said. */
    to: Type.Optional(Type.Array(Email, { minItems: 1, maxItems: 10 })),
    /** Subject and message may name `{{customerName}}`, `{{vehicle}}`, `{{plate}}`, `{{orderNumber}}`, `{{workshopName}}`. */
    subject: text(200),
    message: text(5_000),
  }),
  reply: { 201: Message },
  errors: ["invalid", "not_found"],
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

/** Texts a workshop may word itself. */
export const ownTemplateKinds = ["estimate", "invoice", "credit-note", "receipt", "invitation", "reset"] as const;
const TemplateKind = oneOf(ownTemplateKinds);

const wording = { subject: text(200), body: text(5_000) };
const Wording = Type.Object(wording);

/** What a mail of one kind says in one language. */
export const MessageTemplate = Type.Object({
  kind: TemplateKind,
  language: Language,
  ...wording,
  /** Version of the workshop's own wording; null while it is the product's. */
  version: nullable(Version),
  /** What the product says. */
  usual: Wording,
  /** Names that may stand in double braces. */
  variables: Type.Array(Type.String()),
});
export type MessageTemplate = Static<typeof MessageTemplate>;

export const listMessageTemplates = route("GET", "/api/message-templates", {
  permission: "settings.read",
  summary: "The texts of mails in one language",
  query: closed({ language: Language }),
  reply: { 200: Type.Object({ items: Type.Array(MessageTemplate) }) },
});

export const saveMessageTemplate = route("PUT", "/api/message-templates", {
  permission: "settings.write",
  summary: "Word a mail oneself; without words it is the product's again",
  body: closed({
    kind: TemplateKind,
    language: Language,
    subject: Type.Optional(wording.subject),
    body: Type.Optional(wording.body),
    /** Of the wording that is replaced; left out for a first one. */
    version: Type.Optional(Version),
  }),
  reply: { 200: MessageTemplate },
  errors: ["conflict"],
});

export const tryMessageTemplate = route("POST", "/api/message-templates/trial", {
  permission: "settings.write",
  summary: "See a text with made-up values filled in; on request it also comes by mail to oneself",
  body: closed({ kind: TemplateKind, language: Language, ...wording, mail: Type.Optional(Type.Boolean()) }),
  reply: { 200: Type.Object({ ...wording, mailedTo: nullable(Type.String()) }) },
  attemptsPerHour: 200,
});
