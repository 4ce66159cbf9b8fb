import type { Host } from "@mechanicbuddy/assistant/host";
import { vehicleOf } from "@mechanicbuddy/assistant/question";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as store from "./store.ts";

const KM_PER_MILE = 1.609344;

/** What the assistant may know in a workshop: rows the asking employee may read. It writes proposals, and nothing else. */
export const workshopHost: Host<Context> = {
  transaction: (ctx, work) => inTransaction(ctx, work),
  lockAsker: (ctx) => store.lockPerson(ctx),
  userId: ({ actor }) => {
    if (actor.userId === undefined) throw new Refusal("forbidden", "Only people of the workshop ask the assistant.");
    return actor.userId;
  },
  vehicle: async (ctx, id) => {
    const found = await store.findVehicle(ctx, id);
    if (found === undefined) return null;
    const { mileage, unit, ...facts } = found;
    const mileageKm = mileage === null ? null : Math.round(unit === "mi" ? mileage * KM_PER_MILE : mileage);
    return vehicleOf({ ...facts, mileageKm, said: {} });
  },
  history: (ctx, vehicleId) => store.history(ctx, vehicleId),
  documents: async () => [],
  fixes: (ctx, { text, codes }) => store.fixes(ctx, codes.length > 0 ? codes.join(" or ") : text.slice(0, 120)),
  suggest: async (ctx, answerId, proposal) => {
    const answer = await store.findAnswer(ctx, answerId);
    if (answer === undefined || answer.workOrderId === null) {
      throw new Refusal("invalid", "There is nowhere to put this.");
    }
    const id = newId();
    const { workOrderId, conversationId } = answer;
    await inTransaction(ctx, (ctx) =>
      store.insertSuggestion(ctx, { id, workOrderId, conversationId, answerId, ...proposal }),
    );
    return { id };
  },
};
