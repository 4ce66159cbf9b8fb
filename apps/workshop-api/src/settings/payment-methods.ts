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

async function getMethod(ctx: Context, id: string): Promise<PaymentMethod> {
  const method = await store.find(ctx, id);
  if (method === undefined) throw notFound();
  return method;
}
