import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { intake, WorkOrder } from "@mechanicbuddy/contract/work-orders";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as customers from "../customers/customers.ts";
import * as jobs from "../jobs/jobs.ts";
import * as vehicles from "../vehicles/vehicles.ts";
import { circumstances } from "./facts-store.ts";
import { intakeWarnings, mustFit, openOrder } from "./opening.ts";
import { getWorkOrder } from "./reply.ts";
import { together } from "./together.ts";

type Body = Input<typeof intake>["body"];

/**
 * Takes a car in: customer, vehicle and ownership where they are new, then the order with its first column, reading and
 * jobs. All of it or nothing. Without a word about the customer the order is for the car's owner.
 */
export function takeIn(ctx: Context, body: Body): Promise<WorkOrder> {
  const { order: input, cannedJobIds = [], reviveJobIds = [], acceptWarnings } = body;
  refuseTwice(body);
  return inTransaction(ctx, async (ctx) => {
    const { customerId, vehicleId } = await parties(ctx, body);
    const found = await circumstances(ctx, { customerId, vehicleId, responsibleId: input.responsibleId });
    mustFit({ customerId, vehicleId, responsibleId: input.responsibleId }, found, "order.");
    const place = {
      priceMode: found.priceMode,
      discountPercent: found.customer?.discountPercent ?? 0,
      vehicleId: found.vehicle?.id ?? null,
    };
    const [{ order, settled }, canned, revived] = await Promise.all([
      openOrder(ctx, found, input, {
        source: input.source ?? "counter",
        odometerReason: input.odometerReason,
        reasonField: "order.odometerReason",
        warnings: intakeWarnings(ctx, found, input.promisedAt),
        acceptWarnings,
      }),
      jobs.canned(ctx, place, cannedJobIds, "cannedJobIds"),
      jobs.revived(ctx, place, reviveJobIds, "reviveJobIds"),
      becomeOwner(ctx, body, found),
    ]);
    const [writing] = jobs.write(ctx, { id: order.id, stage: "quote" }, [...revived, ...canned]);
    const [opened] = await together(writing, Promise.all([getWorkOrder(ctx, order.id), settled]));
    return opened;
  });
}

function refuseTwice({ customer, customerId, vehicle, vehicleId }: Body): void {
  if (customer !== undefined && customerId !== undefined) {
    throw invalid({ customer: "Choose a customer or enter a new one, not both." });
  }
  if (vehicle !== undefined && vehicleId !== undefined) {
    throw invalid({ vehicle: "Choose a vehicle or enter a new one, not both." });
  }
}

/** Who brought which car. New ones are written first, because everything else refers to them. */
async function parties(ctx: Context, body: Body): Promise<{ customerId?: string; vehicleId?: string }> {
  const { acceptWarnings } = body;
  const customerId =
    body.customer === undefined
      ? body.customerId
      : (await named("customer", customers.create(ctx, body.customer, acceptWarnings))).id;
  const vehicleId =
    body.vehicle === undefined
      ? body.vehicleId
      : (await named("vehicle", vehicles.create(ctx, body.vehicle, { ownerId: customerId, acceptWarnings }))).id;
  return { customerId, vehicleId };
}

/** A car nobody owns here belongs from now on to whoever brings it; one that has an owner keeps them. */
async function becomeOwner(
  ctx: Context,
  { vehicleId }: Body,
  { customer, owner }: Awaited<ReturnType<typeof circumstances>>,
): Promise<void> {
  if (vehicleId === undefined || customer === null || owner !== null) return;
  await vehicles.changeOwner(ctx, vehicleId, { customerId: customer.id });
}

/** Faults of a new customer or vehicle stand under its own name in the request. */
async function named<T>(part: "customer" | "vehicle", creating: Promise<T>): Promise<T> {
  try {
    return await creating;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "invalid") throw error;
    const errors = error.extra.errors ?? [];
    throw invalid(Object.fromEntries(errors.map(({ field, message }) => [`${part}.${field}`, message])));
  }
}
