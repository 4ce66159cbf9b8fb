import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { copyWorkOrder, WorkOrder } from "@mechanicbuddy/contract/work-orders";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";
import * as jobs from "../jobs/jobs.ts";
import * as payments from "../payments/payments.ts";
import { circumstances } from "./facts-store.ts";
import { openOrder } from "./opening.ts";
import { hold, holdingsOf, holdingsOfJobs, holdsParts } from "./parts-held.ts";
import { getWorkOrder } from "./reply.ts";
import * as store from "./store.ts";
import { together } from "./together.ts";
import { personalFields } from "./work-order.ts";

/** Starts the work without an estimate and remembers who ordered it. */
export function start(ctx: Context, id: string, orderedBy: string): Promise<WorkOrder> {
  return inTransaction(ctx, async (ctx) => {
    const { stage, number } = await store.lock(ctx, id);
    if (stage !== "quote") throw notNow(number, stage, "started");
    const writing = store.start(ctx, id, orderedBy);
    stageChanged(ctx, id, "work_order.start", { stage }, { stage: "order", orderedBy });
    return together(writing, getWorkOrder(ctx, id));
  });
}

/** Cancels with a reason. Installed parts and the customer's money go back first; parts that were held are let go. */
export function cancel(ctx: Context, id: string, reason: string): Promise<WorkOrder> {
  return inTransaction(ctx, async (ctx) => {
    const { stage, number } = await store.lock(ctx, id);
    if (stage !== "quote" && stage !== "order") throw notNow(number, stage, "cancelled");
    const [traces, depositCents, lines] = await Promise.all([
      store.traces(ctx, id),
      payments.heldDeposit(ctx, id),
      holdingsOfJobs(ctx, sql`select id from jobs where work_order_id = ${id}`),
    ]);
    if (traces.installed) {
      throw new Refusal("conflict", `Parts are installed on order ${number}. Take them back first.`);
    }
    if (depositCents > 0) {
      throw new Refusal("conflict", `A deposit is held for order ${number}. Refund it or keep it as credit first.`);
    }
    const writing = store.setCancelled(ctx, id, reason);
    stageChanged(ctx, id, "work_order.cancel", { stage }, { stage: "cancelled", cancelReason: reason });
    await together(writing, hold(ctx, [], holdingsOf(lines.filter(holdsParts))));
    return getWorkOrder(ctx, id);
  });
}

/** Opens a cancelled order again, as the quote or order it was. */
export function reopen(ctx: Context, id: string): Promise<WorkOrder> {
  return inTransaction(ctx, async (ctx) => {
    const { stage, number } = await store.lock(ctx, id);
    if (stage !== "cancelled") throw notNow(number, stage, "opened again");
    await store.setCancelled(ctx, id, null);
    const lines = await holdingsOfJobs(ctx, sql`select id from jobs where work_order_id = ${id}`);
    await hold(ctx, holdingsOf(lines.filter(holdsParts)));
    stageChanged(ctx, id, "work_order.reopen", { stage }, { stage: "open" });
    return getWorkOrder(ctx, id);
  });
}

/** A new order with the same customer, car, jobs and lines; without mechanics, readings, approvals and documents. */
export function copy(
  ctx: Context,
  id: string,
  { prices = "today" }: Input<typeof copyWorkOrder>["body"],
): Promise<WorkOrder> {
  return inTransaction(ctx, async (ctx) => {
    const source = await store.lockFacts(ctx, id);
    if (source === undefined) throw notFound();
    const { customerId, vehicleId, concern, internalNote, responsibleId } = source.facts;
    const found = await circumstances(ctx, { customerId, vehicleId, responsibleId });
    const [{ order, settled }, copies] = await Promise.all([
      openOrder(ctx, found, { concern, internalNote, responsibleId }, { source: "counter", copiedFrom: id }),
      jobs.copies(ctx, id, { priceMode: found.priceMode, prices }),
    ]);
    const [writing] = jobs.write(ctx, { id: order.id, stage: "quote" }, copies);
    const [copied] = await together(writing, Promise.all([getWorkOrder(ctx, order.id), settled]));
    return copied;
  });
}

/** Writes a note on an order, whatever its stage. */
export function addNote(ctx: Context, id: string, text: string) {
  return inTransaction(ctx, async (ctx) => {
    if (text.trim() === "") throw invalid({ text: "Write something first." });
    const note = await store.insertNote(ctx, id, text);
    if (note === undefined) throw notFound();
    audit.record(ctx, {
      action: "work_order.note",
      entityKind: "work_order",
      entityId: id,
      after: { noteId: note.id },
    });
    return note;
  });
}

function stageChanged(
  ctx: Context,
  id: string,
  action: string,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  audit.record(ctx, { action, entityKind: "work_order", entityId: id, before, after, personal: personalFields });
}

const states = { quote: "a quote", order: "an order already", invoiced: "invoiced", cancelled: "cancelled" } as const;

function notNow(number: number, stage: store.LockedOrder["stage"], verb: string): Refusal {
  return new Refusal("conflict", `Order ${number} is ${states[stage]}; it cannot be ${verb}.`);
}
