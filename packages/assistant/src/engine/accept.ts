/** Takes a question in: checked, stored before anything else happens, and only once however often it is sent. */

import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { EngineContext } from "../host.ts";
import { AllowanceUsedUp, isUsedUp } from "../ledger/allowance.ts";
import { check } from "../ledger/ledger.ts";
import type { Provider } from "../providers/provider.ts";
import type { Turn, Vehicle } from "../question.ts";
import { type AcceptedAnswer, lockAsker, open, standing, turnsOf } from "../store/questions.ts";
import { type AnswerMode, metaOf, type StoredEvent } from "./event.ts";
import { turnsFrom } from "./material.ts";
import type { Ask, EngineOptions, Limits } from "./options.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The question without spaces around it; refuses what cannot be asked, field by field. */
export function checkedAsk<Ctx>(ask: Ask<Ctx>, limits: Limits): Ask<Ctx> {
  // PostgreSQL keeps no zero byte in a text.
  const text = ask.text.replaceAll("\0", "").trim();
  const faults: Record<string, string> = {};
  if (text === "") faults.message = "Write what you want to know.";
  if (text.length > limits.text) faults.message = `Write at most ${limits.text} characters; yours are ${text.length}.`;
  if (!uuid.test(ask.clientMessageId)) faults.clientMessageId = "Send a UUID, a new one for each message.";
  if (Object.keys(faults).length > 0) throw invalid(faults);
  return { ...ask, text };
}

interface There extends AcceptedAnswer {
  isNew: false;
}
export interface Opened extends AcceptedAnswer {
  isNew: true;
  messageId: string;
  /** Stored already. */
  first: StoredEvent;
}

/** The vehicle of a question; one that the caller may not read is not found. */
export async function vehicleOf<Ctx extends EngineContext>(
  { host }: EngineOptions<Ctx>,
  ctx: Ctx,
  { vehicleId }: Ask<Ctx>,
): Promise<Vehicle | null> {
  if (vehicleId === null) return null;
  const vehicle = await host.vehicle(ctx, vehicleId);
  if (vehicle === null) throw notFound();
  return vehicle;
}

export async function accept<Ctx extends EngineContext>(
  options: EngineOptions<Ctx>,
  limits: Limits,
  ctx: Ctx,
  ask: Ask<Ctx>,
  /** Told of earlier turns while the question is being stored. */
  known: (turns: Turn[]) => void,
): Promise<Opened | There> {
  const { host, newId, now } = options;
  const { clientMessageId, text, vehicleId } = ask;
  const asked = { userId: host.userId(ctx), clientMessageId, text, vehicleId };
  const decided = modeOf(options, ctx, ask);
  // A question that was asked before has its answer, whatever is left of the plan by now.
  decided.catch(() => undefined);
  return host.transaction(ctx, async (ctx) => {
    const { db } = ctx;
    const { conversationId: given } = ask;
    // They travel together, in this order: what stands is read once the lock is held.
    const [, { there, running }, stored] = await Promise.all([
      host.lockAsker === undefined ? lockAsker(db, asked.userId) : host.lockAsker(ctx),
      standing(db, asked),
      typeof given === "string" ? turnsOf(db, given, limits.turns) : [],
    ]);
    if (there !== null) return { ...there, isNew: false };
    const mode = await decided;
    if (running >= limits.runningPerUser) {
      const detail = `${limits.runningPerUser} answers are being written for you. Wait for one of them, or stop it.`;
      throw new Refusal("rate_limited", detail, { retryAfter: 5 });
    }
    const conversationId = typeof given === "string" ? given : await given(ctx);
    const [messageId, answerId] = [newId(), newId()];
    const at = now();
    const leaseUntil = new Date(at.getTime() + limits.leaseMs);
    const first = { n: 1, ...metaOf({ answerId, conversationId }, orderOf(options.providers, mode)[0] ?? null) };
    const question = { ...asked, messageId, answerId, conversationId, mode, now: at, leaseUntil, first };
    const opened = open(db, question);
    opened.catch(() => undefined);
    known(turnsFrom(stored));
    if (!(await opened))
      throw new Refusal("conflict", "This conversation has an answer that is being written. Wait for it, or stop it.");
    return { isNew: true, answerId, conversationId, mode, messageId, first };
  });
}

/** Who is asked, one after the other. */
export const orderOf = (providers: readonly Provider[], mode: AnswerMode) =>
  mode === "model" ? providers : providers.filter(({ model }) => model === null);

/** Who will write. A plan that is used up is said; it never silently becomes an answer from the tables. */
async function modeOf<Ctx extends EngineContext>(
  { providers, switches }: EngineOptions<Ctx>,
  ctx: Ctx,
  ask: Ask<Ctx>,
): Promise<AnswerMode> {
  if (ask.mode === "reference") return "reference";
  if (providers.every(({ model }) => model === null) || !(await switches.models(ctx))) return "reference";
  if (!ask.mayUseModel || ask.allowances.length === 0) throw new AllowanceUsedUp(null);
  const full = (await check(ctx.db, ask.allowances)).find(isUsedUp);
  if (full !== undefined) throw new AllowanceUsedUp(full);
  return "model";
}
