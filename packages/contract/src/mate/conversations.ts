import Type, { type Static } from "typebox";
import { nullable, oneOf, TimeAt, text } from "../fields.ts";
import { binary, closed } from "../route.ts";
import { AnswerBlock } from "./chat.ts";
import { mateRoute } from "./route.ts";

const Id = Type.String({ format: "uuid" });
const params = closed({ id: Id });
const Title = text(200);
const query = closed({
  cursor: Type.Optional(text(200)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

export const ConversationRow = Type.Object({
  id: Id,
  title: Type.String(),
  lastAt: TimeAt,
  vehicle: nullable(Type.Object({ id: Id, name: Type.String() })),
  saved: Type.Boolean(),
  imported: Type.Boolean(),
  version: Type.Integer(),
});
export type ConversationRow = Static<typeof ConversationRow>;
const Page = Type.Object({ items: Type.Array(ConversationRow), nextCursor: nullable(Type.String()) });

const SourceCard = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  page: nullable(Type.Integer()),
  revision: nullable(Type.String()),
  trust: Type.Number(),
  superseded: Type.Boolean(),
});

export const Turn = Type.Object({
  id: Id,
  role: oneOf(["user", "imported"]),
  text: Type.String(),
  at: TimeAt,
  answer: nullable(
    Type.Object({
      id: Id,
      mode: oneOf(["model", "reference"]),
      model: nullable(Type.String()),
      state: oneOf(["running", "done", "cancelled", "interrupted", "failed"]),
      blocks: Type.Array(AnswerBlock),
      sources: Type.Array(SourceCard),
      confidence: nullable(Type.Number()),
      thumb: nullable(oneOf(["up", "down"])),
      fixed: nullable(oneOf(["fixed", "not_fixed", "unknown"])),
    }),
  ),
});
export type Turn = Static<typeof Turn>;

export const Conversation = Type.Object({ ...ConversationRow.properties, turns: Type.Array(Turn) });
export type Conversation = Static<typeof Conversation>;

export const listConversations = mateRoute("GET", "/api/conversations", {
  who: "session",
  summary: "The account's conversations, the last one first",
  query,
  reply: { 200: Page },
});

export const listSaved = mateRoute("GET", "/api/conversations/saved", {
  who: "session",
  summary: "Conversations that are kept for good",
  query,
  reply: { 200: Page },
});

export const saveConversation = mateRoute("POST", "/api/conversations/save", {
  who: "session",
  summary:
    "Keep a conversation for good, or bring one along; what is brought along is shown, never told to a model as its own",
  body: closed({
    conversationId: Type.Optional(Id),
    title: Title,
    messages: Type.Optional(
      Type.Array(closed({ role: text(20), content: Type.String({ minLength: 1, maxLength: 20_000 }) }), {
        maxItems: 200,
      }),
    ),
    vehicle: Type.Optional(Type.Unknown()),
  }),
  reply: { 201: ConversationRow },
});

export const unsaveConversation = mateRoute("DELETE", "/api/conversations/:id/saved", {
  who: "session",
  summary: "Take a conversation off those that are kept for good",
  params,
  reply: { 200: Type.Object({ success: Type.Literal(true) }) },
});

export const getConversation = mateRoute("GET", "/api/conversations/:id", {
  who: "session",
  summary: "One conversation with its answers and their sources",
  params,
  reply: { 200: Conversation },
});

export const exportConversation = mateRoute("GET", "/api/conversations/:id/export", {
  who: "session",
  summary: "A conversation as a file; warnings stand where they stood",
  params,
  query: closed({ format: Type.Optional(oneOf(["md", "json"])) }),
  reply: { 200: binary("text/markdown") },
});

export const renameConversation = mateRoute("PUT", "/api/conversations/:id", {
  who: "session",
  summary: "Rename a conversation; an older version is refused",
  params,
  body: closed({ version: Type.Integer(), title: Title }),
  reply: { 200: ConversationRow },
});

export const deleteConversation = mateRoute("DELETE", "/api/conversations/:id", {
  who: "session",
  summary: "Delete a conversation with its answers",
  params,
  reply: { 200: Type.Object({ success: Type.Literal(true) }) },
});
