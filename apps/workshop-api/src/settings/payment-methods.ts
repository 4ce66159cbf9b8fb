import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { createPaymentMethod, PaymentMethod, updatePaymentMethod } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as store from "./payment-method-store.ts";

export async function create(ctx: Context, given: Input<typeof createPaymentMethod>["body"]): Promise<PaymentMethod> {
  const id = newId();
  const [, after] = await Promise.all([store.insert(ctx, { id, ...given }), getMethod(ctx, id)]);
  audit.record(ctx, { action: "payment-method.create", entityKind: "payment_method", entityId: id, after });
  return after;
}

/** Renames, moves or retires a method. Payments keep the method they were made with. */
export async function update(
  ctx: Context,
  id: string,
  { version, position, ...change }: Input<typeof updatePaymentMethod>["body"],
): Promise<PaymentMethod> {
  const [before, all, isUsual] = await Promise.all([getMethod(ctx, id), store.list(ctx), store.isUsual(ctx, id)]);
  if (change.active === false && isUsual) {
    throw invalid({ active: "New invoices use this one. Choose another under Settings, Documents first." });
  }
  if (!(await store.update(ctx, id, version, change))) {
    throw new Refusal("conflict", `${before.name} was changed meanwhile.`, { current: before });
  }
  if (position !== undefined) {
    const ids = all.map((method) => method.id).filter((other) => other !== id);
    await store.order(ctx, ids.toSpliced(position - 1, 0, id));
  }
  const after = await getMethod(ctx, id);
  audit.record(ctx, { action: "payment-method.update", entityKind: "payment_method", entityId: id, before, after });
  return after;
}

/** Deletes a method nothing was paid with and new invoices do not name. */
export async function remove(ctx: Context, id: string): Promise<void> {
  const [, before, usedIn, isUsual] = await Promise.all([
    store.lock(ctx, id),
    getMethod(ctx, id),
    store.findUses(ctx, id),
    store.isUsual(ctx, id),
  ]);
  if (usedIn.length > 0) {
    throw new Refusal("in_use", `${before.name} was paid with. Switch it off instead of deleting it.`, { usedIn });
  }
  if (isUsual) {
    const remedy = "Choose another under Settings, Documents first.";
    throw new Refusal("in_use", `New invoices use ${before.name}. ${remedy}`, { usedIn });
  }
  await store.remove(ctx, id);
  audit.record(ctx, { action: "payment-method.delete", entityKind: "payment_method", entityId: id, before });
}

/** One method; not found when it is not this workshop's. */
export async function getMethod(ctx: Context, id: string): Promise<PaymentMethod> {
  const method = await store.find(ctx, id);
  if (method === undefined) throw notFound();
  return method;
}
