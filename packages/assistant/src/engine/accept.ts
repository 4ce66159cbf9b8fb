/** Takes a question in: checked, stored before anything else happens, and only once however often it is sent. */

import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { EngineContext } from "../host.ts";
import { AllowanceUsedUp, isUsedUp } from "../ledger/allowance.ts";
import { check } from "../ledger/ledger.ts";
import type { Vehicle } from "../question.ts";
import {
  type AcceptedAnswer,
  addAnswer,
  addMessage,
  countRunning,
  findAnswered,
  findSameInFlight,
  lockAsker,
} from "../store/questions.ts";
import type { AnswerMode } from "./event.ts";
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

interface Opened extends AcceptedAnswer {
  messageId: string;
  vehicle: Vehicle | null;
  /** False when this answer was there already. */
  isNew: boolean;
}

export async function accept<Ctx extends EngineContext>(
  options: EngineOptions<Ctx>,
  limits: Limits,
  ctx: Ctx,
  ask: Ask<Ctx>,
): Promise<Opened> {
  const { host, newId, now } = options;
  const { clientMessageId, text, vehicleId } = ask;
  const vehicle = vehicleId === null ? null : await host.vehicle(ctx, vehicleId);
  if (vehicleId !== null && vehicle === null) throw notFound();
  const userId = host.userId(ctx);
  return host.transaction(ctx, async (ctx) => {
    const { db } = ctx;
    await lockAsker(db, userId);
    const there =
      (await findAnswered(db, userId, clientMessageId)) ?? (await findSameInFlight(db, { userId, text, vehicleId }));
    if (there !== undefined) return { ...there, messageId: "", vehicle, isNew: false };
    const mode = await modeOf(options, ctx, ask);
    if ((await countRunning(db, userId)) >= limits.runningPerUser) {
      const detail = `${limits.runningPerUser} answers are being written for you. Wait for one of them, or stop it.`;
      throw new Refusal("rate_limited", detail, { retryAfter: 5 });
    }
    const conversationId = typeof ask.conversationId === "string" ? ask.conversationId : await ask.conversationId(ctx);
    const [messageId, answerId] = [newId(), newId()];
    const at = now();
    await addMessage(db, { id: messageId, userId, conversationId, clientMessageId, vehicleId, text, now: at });
    const leaseUntil = new Date(at.getTime() + limits.leaseMs);
    const isOpened = await addAnswer(db, {
      id: answerId,
      userId,
      conversationId,
      messageId,
      mode,
      now: at,
      leaseUntil,
    });
    if (!isOpened)
      throw new Refusal("conflict", "This conversation has an answer that is being written. Wait for it, or stop it.");
    return { answerId, conversationId, messageId, mode, vehicle, isNew: true };
  });
}

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
