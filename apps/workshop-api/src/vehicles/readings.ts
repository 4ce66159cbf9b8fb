import { invalid, notFound } from "@mechanicbuddy/contract/problem";
import type { Reading } from "@mechanicbuddy/contract/vehicles";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import { unlessAccepted } from "../warnings.ts";
import { nextDueOn } from "./due.ts";
import { oddity } from "./odometer.ts";
import * as store from "./store.ts";
import * as upkeep from "./store-upkeep.ts";

/** Where a reading comes from, and why it may look odd. */
export interface NewReading {
  value: number;
  source: "intake" | "handover" | "inspection" | "manual" | "customer" | "import";
  workOrderId?: string | undefined;
  reason?: "instrument_changed" | "earlier_typo" | "unit" | undefined;
  /** Field of the request that takes the reason, `reason` unless said: a refusal names it. */
  reasonField?: string | undefined;
  acceptWarnings?: readonly string[] | undefined;
}

/**
 * Notes an odometer reading in the workshop's unit. One below the last, or too far above it, is a warning
 * (`odometer_lower`, `odometer_jump`) until a reason is given. Due dates by distance move along.
 */
export function addReading(ctx: Context, vehicleId: string, reading: NewReading): Promise<Reading> {
  return inTransaction(ctx, async (ctx) => {
    const known = await upkeep.stateOf(ctx, vehicleId);
    if (known === undefined) throw notFound();
    const next = { value: reading.value, unit: known.unit, readAt: ctx.now().toISOString() };
    const odd = oddity(known.readings[0], next);
    if (odd !== undefined) askWhy(ctx, vehicleId, odd, reading);
    const saved: Reading = {
      id: newId(),
      ...next,
      source: reading.source,
      warningReason: odd === undefined ? null : (reading.reason ?? null),
    };
    const readings = [{ value: next.value, unit: next.unit, on: known.today }, ...known.readings];
    const moved = known.items
      .map((item) => ({ id: item.id, from: item.nextDueOn, to: nextDueOn(item, readings) }))
      .filter(({ from, to }) => from !== to);
    audit.record(ctx, {
      action: "vehicle.add_reading",
      entityKind: "vehicle",
      entityId: vehicleId,
      after: { value: saved.value, unit: saved.unit, source: saved.source, reason: saved.warningReason },
    });
    await Promise.all([
      upkeep.insertReading(ctx, vehicleId, saved, reading.workOrderId),
      ...moved.map(({ id, to }) => upkeep.setNextDue(ctx, id, to)),
    ]);
    return saved;
  });
}

type Odd = NonNullable<ReturnType<typeof oddity>>;

/** A reason accepts the warning; accepting it without one is not enough, because the next reader wants to know. */
function askWhy(ctx: Context, vehicleId: string, odd: Odd, reading: NewReading): void {
  const { reason, reasonField = "reason", acceptWarnings } = reading;
  if (reason === undefined && acceptWarnings?.includes(odd.code)) {
    throw invalid({ [reasonField]: "Say why: the instrument was changed, a typo before, or another unit." });
  }
  unlessAccepted(ctx, [odd], reason === undefined ? [] : [odd.code], { kind: "vehicle", id: vehicleId });
}

/** Readings of a vehicle, newest first, odd ones with their reason. */
export async function readings(ctx: Context, vehicleId: string): Promise<{ items: Reading[] }> {
  const [exists, items] = await Promise.all([store.exists(ctx, vehicleId), upkeep.readingsOf(ctx, vehicleId)]);
  if (!exists) throw notFound();
  return { items };
}
