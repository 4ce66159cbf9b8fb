import type { WorkOrder } from "@mechanicbuddy/contract/work-orders";
import type { JobCardSnapshot } from "@mechanicbuddy/documents/job-card-snapshot";
import { renderJobCard } from "@mechanicbuddy/documents/render";
import type { Context } from "@mechanicbuddy/platform/context";
import { qrOf } from "@mechanicbuddy/platform/qr";
import * as settings from "../settings/settings.ts";
import * as workOrders from "../work-orders/work-orders.ts";
import { languageOf } from "./printing.ts";

/** The card that goes with the car, as the order is now; declined work is not on it. */
export async function jobCard(ctx: Context, orderId: string): Promise<{ bytes: Uint8Array; name: string }> {
  const [order, workshop, seller, today] = await Promise.all([
    workOrders.getWorkOrder(ctx, orderId),
    settings.get(ctx),
    settings.seller(ctx),
    settings.today(ctx),
  ]);
  const language = languageOf(workshop.language);
  const link = `${ctx.tenant.publicUrl}/app/work/${order.id}`;
  const { responsible, vehicle, customer } = order;
  const bytes = await renderJobCard({
    ...filled({
      customer: customer?.name,
      phone: customer?.phone,
      keyTag: order.keyTag,
      responsible: responsible?.name,
      concern: order.concern,
      note: order.internalNote,
      promisedAt: order.promisedAt,
    }),
    kind: "job_card",
    language,
    timeZone: workshop.timeZone,
    number: String(order.number),
    issueOn: today,
    seller,
    vehicle: vehicle
      ? {
          ...filled({ plate: vehicle.plate, vin: vehicle.vin, makeModel: vehicle.label, odometer: order.odometerIn }),
          unit: workshop.distanceUnit,
        }
      : undefined,
    jobs: order.jobs.filter(({ authorisation }) => authorisation !== "declined").map(cardJob),
    link,
    code: qrOf(link),
  });
  return { bytes, name: `${order.number}.pdf` };
}

function cardJob({
  title,
  complaint,
  mechanics,
  doneAt,
  lines,
}: WorkOrder["jobs"][number]): JobCardSnapshot["jobs"][0] {
  return {
    title,
    ...filled({ complaint }),
    mechanics: mechanics.map(({ name }) => name),
    isDone: doneAt !== null,
    lines: lines
      .filter(({ kind }) => kind !== "fee")
      .map(({ quantity, unit, description, code }) => ({ quantity, unit, description, ...filled({ code }) })),
  };
}

/** Without what is not known. */
function filled<T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null && value !== "")) as never;
}
