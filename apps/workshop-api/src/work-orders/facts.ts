import { notFound, Refusal, type Warning } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { createWorkOrder, updateWorkOrder, WorkOrder } from "@mechanicbuddy/contract/work-orders";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as vehicles from "../vehicles/vehicles.ts";
import { circumstances } from "./facts-store.ts";
import {
  askAll,
  intakeWarnings,
  makeFindable,
  mustFit,
  openOrder,
  ownerWarnings,
  promiseWarnings,
  warningsOf,
} from "./opening.ts";
import { getWorkOrder } from "./reply.ts";
import * as store from "./store.ts";
import { personalFields, refuseCancelled } from "./work-order.ts";

/** Opens an order, with or without customer and vehicle. Without a word about the customer it is the car's owner's. */
export function create(ctx: Context, body: Input<typeof createWorkOrder>["body"]): Promise<WorkOrder> {
  const { acceptWarnings, ...input } = body;
  return inTransaction(ctx, async (ctx) => {
    const found = await circumstances(ctx, input);
    mustFit(input, found);
    const warnings = intakeWarnings(ctx, found, input.promisedAt);
    const { order, settled } = await openOrder(ctx, found, input, { source: "counter", warnings, acceptWarnings });
    const [opened] = await Promise.all([getWorkOrder(ctx, order.id), settled]);
    return opened;
  });
}

/** Changes an order's facts. Fields that are left out stay as they are; an invoice in force keeps most of them. */
export function update(ctx: Context, id: string, body: Input<typeof updateWorkOrder>["body"]): Promise<WorkOrder> {
  const { version, acceptWarnings, odometerReason, ...typed } = body;
  return inTransaction(ctx, async (ctx) => {
    const before = await store.lockFacts(ctx, id);
    if (before === undefined) throw notFound();
    refuseCancelled(before);
    if (before.version !== version) {
      const current = await getWorkOrder(ctx, id);
      throw new Refusal("conflict", `Somebody changed order ${before.number} meanwhile.`, { current });
    }
    const facts = { ...before.facts, ...defined(typed) };
    const isOther = facts.customerId !== before.facts.customerId || facts.vehicleId !== before.facts.vehicleId;
    const found = await circumstances(ctx, facts);
    mustFit(facts, found);
    const warnings: Warning[] = [
      ...(isOther ? ownerWarnings(found) : []),
      ...(facts.promisedAt === before.facts.promisedAt ? [] : promiseWarnings(ctx, found, facts.promisedAt)),
    ];
    const reading = (value: number | null, source: "intake" | "handover", reasonField = "odometerReason") =>
      facts.vehicleId === null || value === null
        ? []
        : vehicles
            .addReading(ctx, facts.vehicleId, {
              value,
              source,
              workOrderId: id,
              reason: odometerReason,
              reasonField,
              acceptWarnings,
            })
            .then((): Warning[] => [], warningsOf);
    const writing = store.updateFacts(ctx, id, { ...facts, customerId: found.customer?.id ?? null });
    audit.record(ctx, {
      action: "work_order.update",
      entityKind: "work_order",
      entityId: id,
      before: { ...before.facts },
      after: { ...facts },
      personal: personalFields,
    });
    if (isOther) makeFindable(ctx, { id, number: before.number, customer: found.customer, vehicle: found.vehicle });
    await writing;
    const isIn = facts.odometerIn !== before.facts.odometerIn;
    const isOut = facts.odometerOut !== before.facts.odometerOut;
    const odd = [
      ...(isIn ? await reading(facts.odometerIn, "intake") : []),
      ...(isOut ? await reading(facts.odometerOut, "handover") : []),
    ];
    askAll(ctx, warnings, odd, acceptWarnings, id);
    return getWorkOrder(ctx, id);
  });
}

function defined<T extends object>(typed: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
