import Type, { type Static } from "typebox";
import { nullable, oneOf, text } from "../fields.ts";
import { binary, closed } from "../route.ts";
import { mateRoute } from "./route.ts";

const Id = Type.String({ format: "uuid" });
const Done = Type.Object({ success: Type.Literal(true) });

/** A block of an answer; the assistant's own schema says what each kind holds. */
export const AnswerBlock = Type.Object({ kind: Type.String() }, { additionalProperties: true });

export const Quota = Type.Object({ messagesLeft: nullable(Type.Integer()), resetsAt: nullable(Type.String()) });

/** The whole answer, for clients that wait for it. */
export const WholeAnswer = Type.Object({
  response: Type.String(),
  blocks: Type.Array(AnswerBlock),
  conversationId: Id,
  answerId: Id,
  mode: oneOf(["model", "reference"]),
  quota: nullable(Quota),
});
export type WholeAnswer = Static<typeof WholeAnswer>;

export const askChat = mateRoute("POST", "/api/chat", {
  who: "session",
  summary: "Ask. Answers with a stream of events; with `Accept: application/json` it waits for the whole answer",
  body: closed({
    message: Type.String({
      minLength: 1,
      maxLength: 5000,
      message: "Write what you want to know, in at most 5,000 characters.",
    }),
    clientMessageId: Id,
    conversationId: Type.Optional(Id),
    vehicleId: Type.Optional(Id),
    attachmentIds: Type.Optional(Type.Array(Id, { maxItems: 5 })),
    mode: Type.Optional(oneOf(["auto", "reference"])),
    register: Type.Optional(oneOf(["technician", "owner"])),
    /** Taken and ignored: what was said before is the server's. */
    conversationHistory: Type.Optional(Type.Array(Type.Unknown())),
  }),
  reply: { 200: WholeAnswer },
  streams: true,
});

export const answerEvents = mateRoute("GET", "/api/chat/:answerId/events", {
  who: "session",
  summary: "Read an answer on, after the event named by `Last-Event-ID`",
  params: closed({ answerId: Id }),
  reply: { 200: binary("text/event-stream") },
  streams: true,
});

export const cancelAnswer = mateRoute("POST", "/api/chat/:answerId/cancel", {
  who: "session",
  summary: "Stop an answer; what is shown stays",
  params: closed({ answerId: Id }),
  reply: { 200: Done },
});

export const giveFeedback = mateRoute("POST", "/api/chat/:answerId/feedback", {
  who: "session",
  summary: "Say whether an answer helped, and what really was wrong",
  params: closed({ answerId: Id }),
  body: closed({
    thumb: Type.Optional(nullable(oneOf(["up", "down"]))),
    fixed: Type.Optional(nullable(oneOf(["fixed", "not_fixed", "unknown"]))),
    correction: Type.Optional(nullable(text(2000))),
  }),
  reply: { 200: Done },
});
