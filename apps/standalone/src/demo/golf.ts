import type { Context } from "@mechanicbuddy/platform/context";
import * as estimates from "@mechanicbuddy/workshop-api/estimates/estimates";
import * as jobs from "@mechanicbuddy/workshop-api/jobs/jobs";
import * as lines from "@mechanicbuddy/workshop-api/jobs/lines";
import { getJob } from "@mechanicbuddy/workshop-api/work-orders/work-orders";
import type { Arrived, KnownCar, Visiting } from "./visits.ts";

/** Mrs Kask's Golf, the car of the stories: brakes put off until next month, a leak found this morning. */
export async function goOnWithGolf(ctx: Context, visit: Visiting, { order }: Arrived, car: KnownCar): Promise<void> {
  const cannedJobId = visit.shelves.cannedByCode.get("BRK-F");
  if (cannedJobId === undefined) throw new Error("The demo's Golf needs the canned job BRK-F");
  const brakes = await jobs.add(ctx, order.id, { cannedJobId });
  await estimates.recordDecision(ctx, brakes.id, {
    decision: "declined",
    method: "phone",
    name: car.customerName,
    saidTo: "+372 000 0100",
    comment: "next month",
  });
  const leak = await jobs.add(ctx, order.id, {
    title: "Coolant leak",
    complaint: "Wet below the thermostat housing, found during the oil service.",
  });
  await lines.add(ctx, leak.id, { kind: "labour", description: "Replace the lower coolant hose", quantity: "1" });
  await lines.add(ctx, leak.id, {
    kind: "part",
    description: "Coolant hose, lower",
    quantity: "1",
    unitPriceCents: 3300,
    costCents: 1740,
  });
  const [, mechanic] = visit.mechanics;
  const { version } = await getJob(ctx, leak.id);
  await jobs.update(ctx, leak.id, { version, mechanicIds: mechanic === undefined ? [] : [mechanic] });
}
