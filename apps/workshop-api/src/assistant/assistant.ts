import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import type { Engine } from "@mechanicbuddy/assistant/engine";
import type {
  AssistantConversation,
  AssistantSettings,
  AssistantTurn,
  askAtBench,
  askInOrder,
  putAssistantSettings,
} from "@mechanicbuddy/contract/assistant";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import { allowancesOf } from "./allowances.ts";
import { propose } from "./proposing.ts";
import * as store from "./store.ts";

/** A caller waits so long for its answer; the answer goes on without it. */
const WAIT_MS = 20_000;

type Asked = Input<typeof askInOrder>["body"];

/** Asks about an order; everybody who may ask goes on with the same conversation. */
export async function askAboutOrder(engine: Engine<Context>, ctx: Context, orderId: string, asked: Asked) {
  const order = await store.findOrder(ctx, orderId);
  if (order === undefined) throw notFound();
  const open = (ctx: Context) => store.openForOrder(ctx, newId(), order, `Order ${order.number}`);
  const conversation = order.conversationId ?? open;
  return ask(engine, ctx, asked, { conversation, vehicleId: order.vehicleId, orderId });
}

/** Asks at the bench; the conversation is the asking person's own. */
export async function askBench(engine: Engine<Context>, ctx: Context, asked: Input<typeof askAtBench>["body"]) {
  const { conversationId, vehicleId = null } = asked;
  if (conversationId !== undefined && !(await store.isOwnBench(ctx, conversationId))) throw notFound();
  const title = asked.message.replace(/\s+/g, " ").trim().slice(0, 80) || "?";
  const conversation = conversationId ?? ((ctx: Context) => store.openBench(ctx, newId(), vehicleId, title));
  return ask(engine, ctx, asked, { conversation, vehicleId, orderId: null });
}

interface Place {
  conversation: string | ((ctx: Context) => Promise<string>);
  vehicleId: string | null;
  orderId: string | null;
}

async function ask(
  engine: Engine<Context>,
  ctx: Context,
  { message, clientMessageId, mode = "auto", wait = true }: Asked,
  place: Place,
) {
  const { enabled, models } = await store.findSettings(ctx);
  if (!enabled)
    throw new Refusal("conflict", "The assistant is switched off. Somebody with the settings can switch it on.");
  const accepted = await engine.ask(ctx, {
    conversationId: place.conversation,
    clientMessageId,
    text: message,
    register: "technician",
    locale: "en-GB",
    vehicleId: place.vehicleId,
    attachments: [],
    mode,
    allowances: allowancesOf(ctx, place.orderId),
    mayUseModel: models,
  });
  const ended = follow(engine, ctx, accepted.answerId);
  following.set(accepted.answerId, ended);
  ended.finally(() => following.delete(accepted.answerId));
  if (wait) await Promise.race([ended, pause(WAIT_MS, undefined, { ref: false })]);
  return accepted;
}

/** Answers of this process that are being written, until their drafts are made. */
const following = new Map<string, Promise<void>>();

/** Waits for an answer to end, and makes drafts of it. */
async function follow(engine: Engine<Context>, ctx: Context, answerId: string): Promise<void> {
  try {
    for await (const _ of engine.events(ctx, answerId, 0, new AbortController().signal));
    await propose(ctx, answerId);
  } catch (error) {
    ctx.log.error({ err: error, event: "assistant-drafts" }, "drafts of an answer could not be made");
  }
}

/** The events of an answer from a number on, as a stream. */
export async function eventsOf(
  engine: Engine<Context>,
  ctx: Context,
  answerId: string,
  after: number,
): Promise<Readable> {
  if ((await store.findAnswer(ctx, answerId)) === undefined) throw notFound();
  const gone = new AbortController();
  async function* lines() {
    for await (const { n, event, data } of engine.events(ctx, answerId, after, gone.signal)) {
      // Whoever hears of the end finds the drafts.
      if (event === "done") await following.get(answerId);
      yield `id: ${n}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    }
  }
  const stream = Readable.from(lines());
  stream.once("close", () => gone.abort());
  return stream;
}

export async function cancel(engine: Engine<Context>, ctx: Context, answerId: string): Promise<void> {
  if ((await store.findAnswer(ctx, answerId)) === undefined) throw notFound();
  await engine.cancel(ctx, answerId);
}

/**
 * The conversation of an order, or the caller's own at the bench. An answer whose drafts are still being made runs on: who
 * reads its events hears of the end, and finds them.
 */
export async function conversations(ctx: Context, workOrderId: string | undefined): Promise<AssistantConversation[]> {
  const unfinished = new Set(following.keys());
  const found = await store.conversations(ctx, workOrderId);
  const shown = ({ answer, ...turn }: AssistantTurn): AssistantTurn =>
    answer !== null && unfinished.has(answer.id)
      ? { ...turn, answer: { ...answer, state: "running", blocks: [], sources: [] } }
      : { ...turn, answer };
  return found.map((conversation) => ({ ...conversation, turns: conversation.turns.map(shown) }));
}

/** What the assistant can see of a vehicle. */
export async function briefing(ctx: Context, vehicleId: string) {
  const vehicle = await store.findVehicle(ctx, vehicleId);
  if (vehicle === undefined) throw notFound();
  const facts = await store.history(ctx, vehicleId);
  return {
    vehicle: [vehicle.make, vehicle.model, vehicle.year, vehicle.engine].filter((part) => part !== null).join(" "),
    facts: facts.slice(0, 20).map(({ id, title, on, text }) => ({ id, title, on: on ?? null, text })),
  };
}

export async function settings(ctx: Context, hasModel: boolean): Promise<AssistantSettings> {
  const found = await store.findSettings(ctx);
  return { ...found, answeredBy: hasModel && found.models ? "model" : "reference" };
}

export function saveSettings(
  ctx: Context,
  hasModel: boolean,
  next: Input<typeof putAssistantSettings>["body"],
): Promise<AssistantSettings> {
  return inTransaction(ctx, async (ctx) => {
    const before = await settings(ctx, hasModel);
    if (!(await store.saveSettings(ctx, next))) {
      throw new Refusal("conflict", "The settings were changed meanwhile.", { current: before });
    }
    const after = await settings(ctx, hasModel);
    audit.record(ctx, { action: "assistant.settings", entityKind: "settings", before, after });
    return after;
  });
}
