import type { Context } from "@mechanicbuddy/platform/context";
import * as estimates from "../estimates/estimates.ts";
import * as invoices from "../invoices/invoices.ts";
import { receive } from "../parts/movements.ts";
import { put as putRequisites } from "../settings/requisites.ts";
import { getRequisites } from "../settings/settings.ts";
import * as sample from "../transfer/sample/sample.ts";
import * as lifecycle from "../work-orders/lifecycle.ts";
import { getWorkOrder } from "../work-orders/work-orders.ts";

/** Made-up data with a history: one estimate waits for an answer, one order runs, one is invoiced. */
export async function fillDemo(ctx: Context): Promise<void> {
  const { stocked, orders } = await sample.fillWithHistory(ctx);
  const [quoted, running, invoiced] = orders;
  // Nothing is issued without a company number; the owner puts the real one in its place.
  const { logoFileId: _, ...company } = await getRequisites(ctx);
  await putRequisites(ctx, { ...company, registrationNo: "SAMPLE" });
  await receive(ctx, { items: stocked.map((partId) => ({ partId, quantity: "8", costCents: 1_000 })) });
  const { jobs } = await getWorkOrder(ctx, quoted);
  await estimates.issue(ctx, quoted, { jobIds: jobs.map(({ id }) => id) });
  await lifecycle.start(ctx, running, "Sample Deliveries Ltd");
  await lifecycle.start(ctx, invoiced, "Mari Sample");
  const { warnings } = await invoices.preview(ctx, invoiced);
  await invoices.issue(ctx, invoiced, { acceptWarnings: warnings.map(({ code }) => code) });
  await sample.settle(ctx);
}
