import type { TaxCategory } from "@mechanicbuddy/contract/totals";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as store from "./store.ts";

/** What a new workshop starts with. Everything can be changed in its settings afterwards. */
export interface Opening {
  name: string;
  country: string;
  currency: string;
  language: string;
  timeZone: string;
  distanceUnit: "km" | "mi";
  priceMode: "net" | "gross";
  /** The first one is the default. */
  taxRates: { code: string; name: string; percent: number; category: TaxCategory }[];
  /** Price of an hour, in minor units. */
  labourPriceCents: number;
  owner: { firstName: string; lastName: string; username: string; email: string };
}

/** Writes a workshop's first rows on its seeded schema: company, settings, taxes, labour rate, owner. Returns the owner's user id. */
export function open(ctx: Context, opening: Opening): Promise<{ userId: string; employeeId: string }> {
  return inTransaction(ctx, async (ctx) => {
    const taxRateIds = opening.taxRates.map(() => newId());
    const [defaultTaxRateId] = taxRateIds;
    if (defaultTaxRateId === undefined) throw new Error("A workshop opens with at least one tax rate");
    await store.describe(ctx, opening);
    await store.addTaxRates(ctx, opening, taxRateIds);
    await store.addLabourRate(ctx, opening, defaultTaxRateId);
    const owner = await store.addPerson(ctx, { ...opening.owner, role: "owner", language: opening.language });
    audit.record(ctx, { action: "workshop.open", entityKind: "workshop", after: { name: opening.name } });
    return owner;
  });
}
