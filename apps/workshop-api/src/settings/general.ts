import { roles } from "@mechanicbuddy/contract/permission";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Settings, updateSettings } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as methods from "./payment-method-store.ts";
import * as store from "./store.ts";

type Change = Omit<Input<typeof updateSettings>["body"], "version">;

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** Changes settings; what was issued keeps what it was issued with. */
export async function update(ctx: Context, version: number, change: Change): Promise<Settings> {
  const before = await store.findSettings(ctx);
  const faults = faultsOf(change, before);
  if (Object.keys(faults).length > 0) throw invalid(faults);
  await Promise.all([refuseUnknownZone(ctx, change.timeZone), refuseRetired(ctx, change.paymentMethodId)]);
  const [saved, after] = await Promise.all([store.updateSettings(ctx, version, change), store.findSettings(ctx)]);
  if (!saved) throw new Refusal("conflict", "The settings were changed meanwhile.", { current: after });
  audit.record(ctx, { action: "settings.update", entityKind: "settings", before, after });
  return after;
}

/** What the fields cannot be, one sentence each. */
function faultsOf(change: Change, before: Settings): Record<string, string> {
  const faults: Record<string, string> = {};
  const { currency, discountLimits } = change;
  if (currency !== undefined && currency !== before.currency) {
    if (!currencies.has(currency)) faults.currency = `${currency} is not a currency; write it like EUR or USD.`;
    else if (before.currencyFixed) {
      faults.currency = `Documents were issued in ${before.currency}; the currency can no longer change.`;
    }
  }
  const unknown = Object.keys(discountLimits ?? {}).find((role) => !(roles as readonly string[]).includes(role));
  if (unknown !== undefined) faults[`discountLimits.${unknown}`] = `Choose one of: ${roles.join(", ")}.`;
  const after = { ...before, ...change };
  if (after.approvalDemand === "above" && after.approvalAboveCents === null) {
    faults.approvalAboveCents = "Enter the amount above which a yes is needed.";
  }
  if (after.approvalAboveCents !== null && after.approvalAboveCents < 0) {
    faults.approvalAboveCents = "Enter 0 or more.";
  }
  return faults;
}

/** Both the server and PostgreSQL must know a zone: one prints with it, the other counts days in it. */
async function refuseUnknownZone(ctx: Context, timeZone: string | undefined): Promise<void> {
  if (timeZone === undefined) return;
  if (isZone(timeZone) && (await store.knowsZone(ctx, timeZone))) return;
  throw invalid({ timeZone: `${timeZone} is not a time zone; choose one such as Europe/Tallinn.` });
}

function isZone(name: string): boolean {
  // Offsets such as +02:00 mean opposite things to the two, and stand still when summer comes.
  if (name !== "UTC" && !/^[A-Z][A-Za-z_]+\/[A-Za-z_/+-]+\d*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

async function refuseRetired(ctx: Context, id: string | null | undefined): Promise<void> {
  if (id === null || id === undefined) return;
  const method = await methods.find(ctx, id);
  if (method === undefined) throw invalid({ paymentMethodId: "This payment method does not exist any more." });
  if (!method.active) throw invalid({ paymentMethodId: `${method.name} is no longer in use. Choose another.` });
}
