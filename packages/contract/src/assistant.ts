import Type, { type Static } from "typebox";
import { allShownWith, Cents, Id, nullable, oneOf, shownWith, TimeAt, text, Version } from "./fields.ts";
import { TreeAnswer, TreeRun } from "./mate/knowledge.ts";
import { Unit } from "./parts.ts";
import { binary, closed, empty, route } from "./route.ts";

/** A block of an answer; the assistant's own schema says what each kind holds. */
const Block = Type.Object({ kind: Type.String() }, { additionalProperties: true });

const Source = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  title: Type.String(),
  page: nullable(Type.Integer()),
  revision: nullable(Type.String()),
  trust: Type.Number(),
  superseded: Type.Boolean(),
});

export const suggestionKinds = [
  "diagnosis_note",
  "inspection_item",
  "job_lines",
  "part_request",
  "customer_message",
  "appointment",
  "tree_run",
] as const;

/** What accepting would add to the order, at today's prices of the workshop's own lists. */
const SuggestionPreview = Type.Object({
  lines: Type.Array(
    Type.Object({
      description: Type.String(),
      quantity: Type.String(),
      unit: Unit,
      /** Of a part that is kept in stock, what nobody has reserved. */
      available: nullable(Type.String()),
      grossCents: shownWith("prices.read", Cents),
    }),
  ),
  ...allShownWith("prices.read", { netCents: Cents, vatCents: Cents, totalCents: Cents }),
});

export const Suggestion = Type.Object({
  id: Id,
  version: Version,
  workOrderId: Id,
  answerId: Id,
  kind: oneOf(suggestionKinds),
  /** What accepting does, in one sentence. */
  title: Type.String(),
  /** What would be written: a note's text, a job's complaint. */
  body: nullable(Type.String()),
  /** Of a job that nobody has decided on; null where its canned job or tax rate is gone. */
  preview: nullable(SuggestionPreview),
  rationale: Type.String(),
  /** Sources by customers or documents that were at hand: look before accepting. */
  taint: Type.Array(Type.String()),
  hazards: Type.Array(Type.String()),
  model: nullable(Type.String()),
  status: oneOf(["proposed", "accepted", "edited", "rejected", "expired"]),
  /** Another person than the one who asked has to accept it. */
  needsSecondPerson: Type.Boolean(),
  decidedBy: nullable(Type.String()),
  /** The job, note or run that came of it. */
  resultId: nullable(Id),
  createdAt: TimeAt,
});
export type Suggestion = Static<typeof Suggestion>;

export const AssistantTurn = Type.Object({
  id: Id,
  by: nullable(Type.String()),
  text: Type.String(),
  at: TimeAt,
  answer: nullable(
    Type.Object({
      id: Id,
      mode: oneOf(["model", "reference"]),
      model: nullable(Type.String()),
      state: oneOf(["running", "done", "cancelled", "interrupted", "failed"]),
      blocks: Type.Array(Block),
      sources: Type.Array(Source),
      confidence: nullable(Type.Number()),
    }),
  ),
});
export type AssistantTurn = Static<typeof AssistantTurn>;

export const AssistantConversation = Type.Object({
  id: Id,
  workOrderId: nullable(Id),
  title: Type.String(),
  createdAt: TimeAt,
  turns: Type.Array(AssistantTurn),
});
export type AssistantConversation = Static<typeof AssistantConversation>;

const Question = closed({
  message: Type.String({
    minLength: 1,
    maxLength: 5000,
    message: "Write what you want to know, in at most 5,000 characters.",
  }),
  clientMessageId: Id,
  mode: Type.Optional(oneOf(["auto", "reference"])),
  /** False replies as soon as the question is stored, for callers that read the events. */
  wait: Type.Optional(Type.Boolean()),
});
const Asked = Type.Object({ answerId: Id, conversationId: Id, mode: oneOf(["model", "reference"]) });

export const askInOrder = route("POST", "/api/work-orders/:id/assistant/messages", {
  permission: "assistant.ask",
  summary: "Ask about an order; replies when the answer is there, or after 20 seconds",
  body: Question,
  reply: { 201: Asked },
  errors: ["not_found", "conflict", "invalid", "plan_limit"],
});

export const askAtBench = route("POST", "/api/assistant/messages", {
  permission: "assistant.ask",
  summary: "Ask without an order",
  body: closed({ ...Question.properties, conversationId: Type.Optional(Id), vehicleId: Type.Optional(Id) }),
  reply: { 201: Asked },
  errors: ["not_found", "conflict", "invalid", "plan_limit"],
});

export const answerEvents = route("GET", "/api/assistant/answers/:id/events", {
  permission: "assistant.ask",
  summary: "The events of an answer as a stream, after the number given",
  query: closed({ after: Type.Optional(Type.Integer({ minimum: 0 })) }),
  reply: { 200: binary("text/event-stream") },
  errors: ["not_found"],
});

export const cancelAnswer = route("POST", "/api/assistant/answers/:id/cancel", {
  permission: "assistant.ask",
  summary: "Stop an answer; what is shown stays",
  reply: { 204: empty },
  errors: ["not_found"],
});

export const listAssistantConversations = route("GET", "/api/assistant/conversations", {
  permission: "assistant.ask",
  summary: "The conversation of an order, or one's own bench questions, with their answers",
  query: closed({ workOrderId: Type.Optional(Id) }),
  reply: { 200: Type.Object({ items: Type.Array(AssistantConversation) }) },
});

export const getBriefing = route("GET", "/api/vehicles/:id/assistant/briefing", {
  permission: "assistant.ask",
  summary: "What the assistant can see of a vehicle; nothing else is known to it",
  reply: {
    200: Type.Object({
      vehicle: Type.String(),
      facts: Type.Array(
        Type.Object({ id: Type.String(), title: Type.String(), on: nullable(Type.String()), text: Type.String() }),
      ),
    }),
  },
  errors: ["not_found"],
});

export const listSuggestions = route("GET", "/api/assistant/suggestions", {
  permission: "assistant.ask",
  summary: "What the assistant proposes for an order, the newest first",
  query: closed({ workOrderId: Id }),
  reply: { 200: Type.Object({ items: Type.Array(Suggestion) }) },
});

export const acceptSuggestion = route("POST", "/api/assistant/suggestions/:id/accept", {
  permission: "assistant.ask",
  summary: "Do what is proposed, as the person who accepts it; accepting twice does it once",
  body: closed({ body: Type.Optional(text(4000)) }),
  reply: { 200: Suggestion },
  errors: ["not_found", "conflict", "locked", "forbidden"],
});

export const rejectSuggestion = route("POST", "/api/assistant/suggestions/:id/reject", {
  permission: "assistant.ask",
  summary: "Put a proposal away",
  body: closed({ reason: Type.Optional(text(400)) }),
  reply: { 200: Suggestion },
  errors: ["not_found", "conflict"],
});

/** A test tree that is walked under an order. Its readings are the technician's, confirmed by typing them in. */
export const OrderTreeRun = Type.Object({
  id: Id,
  version: Version,
  by: nullable(Type.String()),
  startedAt: TimeAt,
  endedAt: nullable(TimeAt),
  title: Type.String(),
  /** Null when the tree has changed since the run began; its answers stay. */
  run: nullable(TreeRun),
  answers: Type.String(),
});
export type OrderTreeRun = Static<typeof OrderTreeRun>;

export const listTreeRuns = route("GET", "/api/work-orders/:id/tree-runs", {
  permission: "assistant.ask",
  summary: "Test trees walked under an order, the newest first, and the trees there are",
  reply: {
    200: Type.Object({
      items: Type.Array(OrderTreeRun),
      trees: Type.Array(Type.Object({ id: Type.String(), title: Type.String() })),
    }),
  },
  errors: ["not_found"],
});

export const startTreeRun = route("POST", "/api/work-orders/:id/tree-runs", {
  permission: "work.perform",
  summary: "Start a test tree under an order",
  body: closed({ tree: text(40) }),
  reply: { 201: OrderTreeRun },
  errors: ["not_found", "invalid", "conflict"],
});

export const stepTreeRun = route("POST", "/api/tree-runs/:id/steps", {
  permission: "work.perform",
  summary: "Answer the step a run stands at; null takes the last answer back. Its end is noted on the order",
  body: closed({ version: Version, answer: nullable(TreeAnswer) }),
  reply: { 200: OrderTreeRun },
  errors: ["not_found", "invalid", "conflict"],
});

const Settings = Type.Object({
  enabled: Type.Boolean(),
  /** A hosted or local model may answer, where one is set up. */
  models: Type.Boolean(),
  /** Dangers whose proposals a second person accepts. */
  secondPerson: Type.Array(Type.String()),
  /** Who answers as things stand. */
  answeredBy: oneOf(["model", "reference"]),
  version: Version,
});
export type AssistantSettings = Static<typeof Settings>;

export const getAssistantSettings = route("GET", "/api/assistant/settings", {
  permission: "assistant.ask",
  summary: "How the assistant is set",
  reply: { 200: Settings },
});

export const putAssistantSettings = route("PUT", "/api/assistant/settings", {
  permission: "assistant.configure",
  summary: "Switch the assistant or its models on and off, and say what needs a second person",
  body: closed({
    version: Version,
    enabled: Type.Boolean(),
    models: Type.Boolean(),
    secondPerson: Type.Array(oneOf(["brakes", "steering-suspension", "airbag", "high-voltage"]), { uniqueItems: true }),
  }),
  reply: { 200: Settings },
  errors: ["conflict"],
});
