import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import * as customers from "@mechanicbuddy/workshop-api/customers/customers";
import { setPasswordHash } from "@mechanicbuddy/workshop-api/identity/store";
import * as invoices from "@mechanicbuddy/workshop-api/invoices/invoices";
import { open } from "@mechanicbuddy/workshop-api/opening/opening";
import * as vehicles from "@mechanicbuddy/workshop-api/vehicles/vehicles";
import { takeIn } from "@mechanicbuddy/workshop-api/work-orders/intake";
import { start } from "@mechanicbuddy/workshop-api/work-orders/lifecycle";
import { describeCompany } from "../demo/company.ts";
import type { Demo } from "../demo/demos.ts";
import { oddButFine } from "../demo/odd.ts";
import { demoPasswordHash } from "../demo/people.ts";
import { fillShelves } from "../demo/shelves.ts";
import { at } from "../demo/visits.ts";
import { issueAll } from "./invoices.ts";
import { rowsOf, type Size } from "./rows.ts";

const TEN_YEARS_MS = 10.01 * 365.25 * 86_400_000;

/** A workshop after ten busy years, to see whether lists and search stay quick. Sign in as anna, as in the demo. */
export function largeWorkshop(size: Size): Demo {
  return {
    id: "large",
    name: "Long Road Motors",
    logins: [{ name: "Anna Saar", role: "owner", username: "anna" }],
    fill: async (ctx, owner) => {
      await begin(ctx);
      await withClient(owner, async (client) => {
        await client.query(`set search_path = "tenant_${ctx.tenant.id}", extensions`);
        await client.query("set synchronous_commit = off");
        for (const statement of rowsOf(size)) await client.query(statement);
        await client.query("analyze");
        await issueAll(client);
        await client.query("vacuum analyze");
      });
    },
  };
}

/** People, shelves and the first car, ten years ago, by the same operations as in daily work: what follows copies it. */
async function begin(now: Context): Promise<void> {
  const ctx = at(now, new Date(now.now().getTime() - TEN_YEARS_MS));
  const owner = await open(ctx, {
    name: "Long Road Motors",
    country: "EE",
    currency: "EUR",
    language: "en",
    timeZone: "Europe/Tallinn",
    distanceUnit: "km",
    priceMode: "gross",
    taxRates: [{ code: "24", name: "VAT 24 %", percent: 24, category: "S" }],
    labourPriceCents: 7800,
    owner: { firstName: "Anna", lastName: "Saar", username: "anna", email: "anna@example.com" },
  });
  await setPasswordHash(ctx, owner.userId, await demoPasswordHash());
  const acting: Context = { ...ctx, actor: { kind: "user", role: "owner", ...owner } };
  await describeCompany(acting, {
    trading_name: "Long Road",
    registration_no: "00000008",
    vat_id: "EE000000008",
    accounts: "[]",
    street: "Long Road 1",
    city: "Tallinn",
    postal_code: "10111",
    phone: "+372 000 0180",
    email: "info@example.com",
  });
  await inTransaction(acting, async (ctx) => {
    const shelves = await fillShelves(ctx);
    const customer = await customers.create(
      ctx,
      { kind: "private", firstName: "First", lastName: "Customer" },
      oddButFine,
    );
    const vehicle = await vehicles.create(
      ctx,
      { plate: "1 AAA" },
      { ownerId: customer.id, acceptWarnings: oddButFine },
    );
    const cannedJobIds = [...shelves.cannedByCode.values()].slice(0, 1);
    const order = await takeIn(ctx, {
      vehicleId: vehicle.id,
      customerId: customer.id,
      order: { concern: "oil service", source: "counter" },
      cannedJobIds,
      acceptWarnings: oddButFine,
    });
    await start(ctx, order.id, "First Customer");
    await invoices.issue(ctx, order.id, { acceptWarnings: oddButFine });
  });
}
