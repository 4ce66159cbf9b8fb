import type { Estimate } from "@mechanicbuddy/contract/estimates";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import * as files from "../files/files.ts";
import * as settings from "../settings/settings.ts";
import { tell } from "./answering.ts";
import { presented } from "./estimate.ts";
import * as store from "./store.ts";

export { askForFreshPrice, decide, getPage, getPagePdf, markOpened, recordDecision } from "./answering.ts";
export { markChanged } from "./approvals.ts";
export { getEvidence } from "./evidence.ts";
export { forgetCustomer } from "./forgetting.ts";
export { issue, link, send, withdraw } from "./issuing.ts";

/** The versions of an order's estimate, newest first. */
export async function list(ctx: Context, workOrderId: string): Promise<{ items: Estimate[] }> {
  const [found, today, exists] = await Promise.all([
    store.listOf(ctx, workOrderId),
    settings.today(ctx),
    store.orderExists(ctx, workOrderId),
  ]);
  if (!exists) throw notFound();
  return { items: found.map((row) => presented(row, today)) };
}

/** The newest estimates of all orders of a customer or a vehicle. */
export async function listOfAll(ctx: Context, whose: store.Whose, id: string): Promise<{ items: Estimate[] }> {
  const [found, today, exists] = await Promise.all([
    store.listOfAll(ctx, whose, id),
    settings.today(ctx),
    store.isThere(ctx, whose, id),
  ]);
  if (!exists) throw notFound();
  return { items: found.map((row) => presented(row, today)) };
}

/** One version. */
export async function get(ctx: Context, id: string): Promise<Estimate> {
  const [row, today] = await Promise.all([store.find(ctx, id), settings.today(ctx)]);
  if (row === undefined) throw notFound();
  return presented(row, today);
}

/** The PDF as it was issued. */
export async function getPdf(ctx: Context, id: string): Promise<{ bytes: Uint8Array; name: string }> {
  const fileId = await store.findPdf(ctx, id);
  if (fileId === undefined) throw notFound();
  return files.read(ctx, fileId);
}

/** Tells the workshop, once for each, that an estimate ran out with a question open. */
export async function expire(ctx: Context): Promise<void> {
  const expired = await store.expire(ctx, await settings.today(ctx));
  for (const { number, workOrderId } of expired) await tell(ctx, "estimate.expired", workOrderId, { number });
}
