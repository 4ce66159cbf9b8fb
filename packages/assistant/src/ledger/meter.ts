/** The money of one answer: calls are set aside by their worst case, and every one of them is closed at the end. */

import type { Db } from "@mechanicbuddy/platform/database/statement";
import { type Meter, type Provider, ProviderFault, type Usage } from "../providers/provider.ts";
import type { Allowance } from "./allowance.ts";
import { type Reservation, reserve, type Settlement, settle } from "./ledger.ts";
import { costOf, type Price, priceOf, worstCost } from "./prices.ts";

export interface Spending {
  answerId: string;
  allowances: readonly Allowance[];
  prices: readonly Price[];
  promptVersion: string;
  /** Single statements, each saved at once: rows that many share stay locked no longer than one of them takes. */
  db: Db;
  now: () => Date;
  newId: () => string;
}

export interface AnswerMeter {
  /** The meter of one provider; those of one answer count the message once. */
  of(provider: Pick<Provider, "name" | "model">, purpose?: "answer" | "title"): Meter;
  /** Notes what a call used. */
  used(requestId: string, usage: Usage): Promise<void>;
  /** Closes what is open. The message counts when the answer holds something of the model. */
  close(keepsMessage: boolean): Promise<void>;
  /** Millionths of a dollar. */
  cost(): number;
}

interface Call extends Reservation {
  price: Price;
  isSent: boolean;
}

export function openMeter(spending: Spending): AnswerMeter {
  const { answerId, allowances, prices, promptVersion, db, now, newId } = spending;
  const open = new Map<string, Call>();
  /** Calls that are being set aside. */
  const reserving = new Set<Promise<boolean>>();
  /** The call that counts the message stays open to the end: only then is it known whether there was an answer. */
  let counting: { requestId: string; usage: Usage | null } | null = null;
  let cost = 0;

  const close = (settlements: Settlement[]) => settle(db, settlements, now());

  function outcomeOf(call: Call, usage: Usage | null): Settlement["outcome"] {
    if (usage !== null) return { usage, micros: costOf(call.price, usage) };
    return call.isSent ? "reserved" : "released";
  }

  function ending(call: Call, usage: Usage | null, keepsMessage: boolean): Settlement {
    open.delete(call.requestId);
    const outcome = outcomeOf(call, usage);
    cost += outcome === "reserved" ? call.micros : outcome === "released" ? 0 : outcome.micros;
    return { requestId: call.requestId, outcome, keepsMessage };
  }

  /** Who closes the answer meanwhile waits for these, so that none is left open. */
  async function inHand(work: Promise<boolean>): Promise<boolean> {
    reserving.add(work);
    try {
      return await work;
    } finally {
      reserving.delete(work);
    }
  }

  return {
    of: ({ name, model }, why = "answer") => ({
      reserve: async (worst) => {
        const price = model === null ? undefined : priceOf(prices, { provider: name, model, on: now() });
        if (price === undefined || model === null)
          throw new ProviderFault("key", `The model ${model} has no price, so it is not called`);
        if (allowances.length === 0) return null;
        const calls = worst.map((each, at) => ({
          requestId: newId(),
          micros: worstCost(price, each),
          countsMessage: why === "answer" && counting === null && at === 0,
          price,
          isSent: false,
        }));
        const reservations = calls.map(({ requestId, micros, countsMessage }) => ({
          requestId,
          micros,
          countsMessage,
        }));
        const purpose = { answerId, purpose: why, provider: name, model, promptVersion, now: now() };
        const isReserved = reserve(db, allowances, reservations, purpose).then((isReserved) => {
          if (isReserved) for (const call of calls) open.set(call.requestId, call);
          return isReserved;
        });
        if (!(await inHand(isReserved))) return null;
        const first = calls[0];
        if (first?.countsMessage) counting = { requestId: first.requestId, usage: null };
        return calls.map(({ requestId }) => requestId);
      },
      sent: (requestId) => {
        const call = open.get(requestId);
        if (call !== undefined) call.isSent = true;
      },
      release: async (requestId) => {
        const call = open.get(requestId);
        if (call === undefined) return;
        call.isSent = false;
        if (counting?.requestId === requestId) counting = null;
        await close([ending(call, null, false)]);
      },
    }),
    used: async (requestId, usage) => {
      const call = open.get(requestId);
      if (call === undefined) return;
      if (counting?.requestId === requestId) counting.usage = usage;
      else await close([ending(call, usage, true)]);
    },
    close: async (keepsMessage) => {
      await Promise.allSettled(reserving);
      await close(
        [...open.values()].map((call) =>
          ending(call, counting?.requestId === call.requestId ? counting.usage : null, keepsMessage),
        ),
      );
    },
    cost: () => cost,
  };
}
