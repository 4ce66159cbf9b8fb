import { formatMoney } from "@mechanicbuddy/contract/money";
import { invalid, Refusal, type Warning } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as plan from "../plan/plan.ts";
import * as search from "../search/search.ts";
import * as vehicles from "../vehicles/vehicles.ts";
import { unlessAccepted } from "../warnings.ts";
import { type Circumstances, insertOrder, type NewOrder } from "./facts-store.ts";
import { personalFields } from "./work-order.ts";

/** What a form says about a new order. */
export interface OrderInput {
  concern?: string | null | undefined;
  internalNote?: string | null | undefined;
  keyTag?: string | null | undefined;
  customerReference?: string | null | undefined;
  promisedAt?: string | null | undefined;
  odometerIn?: number | null | undefined;
  responsibleId?: string | null | undefined;
}

/** Refuses what names something that is not there. `prefix` is where the order's own fields stand in the request. */
export function mustFit(
  given: {
    customerId?: string | null | undefined;
    vehicleId?: string | null | undefined;
    responsibleId?: string | null | undefined;
  },
  found: Circumstances,
  prefix = "",
): void {
  if (given.customerId != null && found.customer === null) {
    throw invalid({ customerId: "This customer does not exist any more. Choose another." });
  }
  if (given.vehicleId != null && found.vehicle === null) {
    throw invalid({ vehicleId: "This vehicle does not exist any more. Choose another." });
  }
  if (given.responsibleId != null && !found.responsibleExists) {
    throw invalid({ [`${prefix}responsibleId`]: "This person does not exist any more. Choose somebody else." });
  }
}

/** What a colleague should know before the car is taken in. */
export function intakeWarnings(ctx: Context, found: Circumstances, promisedAt: string | null | undefined): Warning[] {
  const { customer } = found;
  const warnings: Warning[] = [...ownerWarnings(found), ...promiseWarnings(ctx, found, promisedAt)];
  if (customer?.cashOnly) {
    warnings.push({ code: "cash_only", message: `${customer.name} pays in cash only.` });
  }
  if (customer?.creditLimitCents != null && customer.openCents > customer.creditLimitCents) {
    const money = (cents: number) => formatMoney(cents, found.currency, found.language);
    const message = `${customer.name} owes ${money(customer.openCents)}; the limit is ${money(customer.creditLimitCents)}.`;
    warnings.push({ code: "credit_limit", message });
  }
  return warnings;
}

/** Accepting it keeps the owner: the order is for whoever brought the car. */
export function ownerWarnings({ customer, vehicle, owner }: Circumstances): Warning[] {
  if (customer === null || vehicle === null || owner === null || owner.id === customer.id) return [];
  return [{ code: "other_owner", message: `Owned by ${owner.name}; change owner or keep.` }];
}

export function promiseWarnings(
  ctx: Context,
  { timeZone }: Pick<Circumstances, "timeZone">,
  promisedAt: string | null | undefined,
): Warning[] {
  if (promisedAt == null || new Date(promisedAt) >= ctx.now()) return [];
  const when = new Date(promisedAt).toLocaleString("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return [{ code: "promise_in_past", message: `The promise, ${when}, has passed already.` }];
}

/** Why a reading looks odd. */
export type ReadingReason = Parameters<typeof vehicles.addReading>[2]["reason"];

export interface Opening {
  source: string;
  copiedFrom?: string;
  odometerReason?: ReadingReason | undefined;
  reasonField?: string | undefined;
  warnings?: readonly Warning[];
  acceptWarnings?: readonly string[] | undefined;
}

export interface Opened {
  order: NewOrder;
  /** The reading is written and every warning accepted; or the refusal. Wait for it along with what comes next. */
  settled: Promise<void>;
}

/**
 * Opens an order: number, row, first column, reading, search entry, audit. Warnings are asked about at the end, which is
 * safe because all of it goes with the transaction, and saves a round trip.
 */
export async function openOrder(ctx: Context, found: Circumstances, input: OrderInput, more: Opening): Promise<Opened> {
  const order: NewOrder = {
    id: newId(),
    locationId: found.locationId,
    customerId: found.customer?.id ?? null,
    vehicleId: found.vehicle?.id ?? null,
    concern: input.concern ?? null,
    internalNote: input.internalNote ?? null,
    keyTag: input.keyTag ?? null,
    customerReference: input.customerReference ?? null,
    promisedAt: input.promisedAt ?? null,
    odometerIn: input.odometerIn ?? null,
    responsibleId: input.responsibleId ?? null,
    source: more.source,
    priceMode: found.priceMode,
    currency: found.currency,
    statusId: found.firstStatusId,
    copiedFrom: more.copiedFrom ?? null,
  };
  const writing = insertOrder(ctx, order);
  const settled = readingOf(ctx, order, more).then((odd) =>
    askAll(ctx, more.warnings ?? [], odd, more.acceptWarnings, order.id),
  );
  // Whoever opens the order waits for it, but later: until then its refusal must not count as nobody's.
  settled.catch(() => undefined);
  const { number, opened } = await writing;
  await plan.roomForOrder(ctx, opened);
  const { id, locationId: _, statusId: __, ...facts } = order;
  audit.record(ctx, {
    action: "work_order.create",
    entityKind: "work_order",
    entityId: id,
    after: { number, ...facts },
    personal: personalFields,
  });
  makeFindable(ctx, { id, number, customer: found.customer, vehicle: found.vehicle });
  search.touch(ctx, [order.customerId, order.vehicleId]);
  return { order, settled };
}

/** Notes the reading the car came with; returns what must be asked about it first. */
async function readingOf(ctx: Context, { id, vehicleId, odometerIn }: NewOrder, more: Opening): Promise<Warning[]> {
  if (vehicleId === null || odometerIn === null) return [];
  const { odometerReason: reason, reasonField, acceptWarnings } = more;
  const reading = {
    value: odometerIn,
    source: "intake" as const,
    workOrderId: id,
    reason,
    reasonField,
    acceptWarnings,
  };
  return vehicles.addReading(ctx, vehicleId, reading).then(() => [], warningsOf);
}

/** The warnings a refusal asks about; any other refusal stays one. */
export function warningsOf(error: unknown): Warning[] {
  if (error instanceof Refusal && error.code === "conflict" && error.extra.warnings !== undefined) {
    return error.extra.warnings;
  }
  throw error;
}

/** Asks about everything at once. What `refused` holds was not written, so it cannot be accepted without its reason. */
export function askAll(
  ctx: Context,
  warnings: readonly Warning[],
  refused: readonly Warning[],
  accepted: readonly string[] | undefined,
  orderId: string,
): void {
  const about = { kind: "work_order", id: orderId };
  if (refused.length === 0) {
    unlessAccepted(ctx, warnings, accepted, about);
    return;
  }
  const open = [...warnings.filter(({ code }) => !accepted?.includes(code)), ...refused];
  throw new Refusal("conflict", open[0]?.message ?? "", { warnings: [...warnings, ...refused] });
}

interface Findable {
  id: string;
  number: number;
  customer?: { name: string } | null;
  vehicle?: { label: string; plate: string | null; vin: string | null } | null;
}

/** An order is found by its number, and by the names of its car and customer. */
export function makeFindable(ctx: Context, order: Findable, isRebuilt = false): void {
  const { id, number, customer, vehicle } = order;
  search.index(ctx, {
    kind: "work_order",
    entityId: id,
    title: [number, vehicle?.plate].filter((text) => text != null).join(" · "),
    subtitle: [vehicle?.label, customer?.name].filter((text) => text != null).join(" · ") || null,
    keys: [String(number), vehicle?.plate, vehicle?.vin],
    words: [vehicle?.label, customer?.name],
    isRebuilt,
  });
}
