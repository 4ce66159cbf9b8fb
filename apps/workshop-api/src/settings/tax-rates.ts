import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { TaxRate, updateTaxRate } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import { type RateFields, rateFaults, rewrites } from "./tax-rate.ts";
import * as store from "./tax-rate-store.ts";

export async function create(ctx: Context, given: RateFields): Promise<TaxRate> {
  const id = newId();
  refuseFaults(given);
  await store.lock(ctx);
  await refuseOverlap(ctx, id, given);
  const [, , after] = await Promise.all([
    store.insert(ctx, id, given),
    given.isDefault ? store.takeDefaultFromOthers(ctx, id, given) : undefined,
    getRate(ctx, id),
  ]);
  audit.record(ctx, { action: "tax-rate.create", entityKind: "tax_rate", entityId: id, after });
  return after;
}

/** Changes a rate no document uses, or ends one that is used. */
export async function update(
  ctx: Context,
  id: string,
  { version, ...change }: Input<typeof updateTaxRate>["body"],
): Promise<TaxRate> {
  const [, current] = await Promise.all([store.lock(ctx), getRate(ctx, id)]);
  const { id: _, version: known, used, ...before } = current;
  if (version !== known) throw new Refusal("conflict", `${before.name} was changed meanwhile.`, { current });
  const rate = { ...before, ...change };
  refuseFaults(rate);
  if (used) await refuseRewriting(ctx, id, before, rate);
  if (before.isDefault && !rate.isDefault) {
    throw invalid({ isDefault: "Make another rate the default; this one then no longer is." });
  }
  await refuseOverlap(ctx, id, rate);
  const [, , after] = await Promise.all([
    store.update(ctx, id, rate),
    rate.isDefault ? store.takeDefaultFromOthers(ctx, id, rate) : undefined,
    getRate(ctx, id),
  ]);
  audit.record(ctx, { action: "tax-rate.update", entityKind: "tax_rate", entityId: id, before: current, after });
  return after;
}

export async function remove(ctx: Context, id: string): Promise<void> {
  const [, before, usedIn] = await Promise.all([store.lock(ctx), getRate(ctx, id), store.findUses(ctx, id)]);
  if (usedIn.length > 0) {
    throw new Refusal("in_use", `${before.name} is in use. Give it an end instead of deleting it.`, { usedIn });
  }
  if (before.isDefault) {
    throw new Refusal("in_use", `${before.name} is the default. Make another rate the default first.`, { usedIn });
  }
  await store.remove(ctx, id);
  audit.record(ctx, { action: "tax-rate.delete", entityKind: "tax_rate", entityId: id, before });
}

function refuseFaults(rate: RateFields): void {
  const faults = rateFaults(rate);
  if (Object.keys(faults).length > 0) throw invalid(faults);
}

async function refuseOverlap(ctx: Context, id: string, rate: RateFields): Promise<void> {
  const other = await store.findOverlapping(ctx, id, rate);
  if (other === undefined) return;
  const until = other.validUntilOn === null ? "without an end" : `until ${other.validUntilOn}`;
  const message = `${other.name} with the code ${other.code} is valid from ${other.validFromOn} ${until}. End it before this one begins, or use another code.`;
  throw invalid({ validFromOn: message });
}

async function refuseRewriting(ctx: Context, id: string, before: RateFields, rate: RateFields): Promise<void> {
  if (rewrites(before, rate)) {
    const usedIn = await store.findUses(ctx, id);
    throw new Refusal("in_use", `${before.name} stands on issued documents. End it and add a new one.`, { usedIn });
  }
  const lastOn = await store.findLastUse(ctx, id);
  if (rate.validUntilOn !== null && lastOn !== null && rate.validUntilOn < lastOn) {
    throw invalid({ validUntilOn: `An issued document used it on ${lastOn}; it cannot end before.` });
  }
}

/** One rate; not found when it is not this workshop's. */
export async function getRate(ctx: Context, id: string): Promise<TaxRate> {
  const rate = await store.findWithUse(ctx, id);
  if (rate === undefined) throw notFound();
  return rate;
}
