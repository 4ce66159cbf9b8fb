import { putEntitlement } from "@mechanicbuddy/contract/internal";
import type { Entitlement } from "@mechanicbuddy/contract/plans";
import { entitled, testPlatform } from "@mechanicbuddy/platform/testing/platform";
import { describeCompany } from "@mechanicbuddy/standalone/demo/company";
import type { Demo } from "@mechanicbuddy/standalone/demo/demos";
import { demoPasswordHash } from "@mechanicbuddy/standalone/demo/people";
import { setPasswordHash } from "@mechanicbuddy/workshop-api/identity/store";
import { open } from "@mechanicbuddy/workshop-api/opening/opening";
import { asPlatform, instance } from "./platform.ts";

/** A workshop of one person, on which journeys try what a plan allows: nobody else uses it. */
export const riverside: Demo = {
  id: "riverside",
  name: "Riverside Garage",
  logins: [{ name: "Ines Ojala", role: "owner", username: "ines" }],
  fill: async (ctx) => {
    const { userId } = await open(ctx, {
      name: "Riverside Garage",
      country: "EE",
      currency: "EUR",
      language: "en",
      timeZone: "Europe/Tallinn",
      distanceUnit: "km",
      priceMode: "gross",
      taxRates: [{ code: "24", name: "VAT 24 %", percent: 24, category: "S" }],
      labourPriceCents: 6000,
      owner: { firstName: "Ines", lastName: "Ojala", username: "ines", email: "ines@example.com" },
    });
    await setPasswordHash(ctx, userId, await demoPasswordHash());
    await describeCompany(ctx, {
      trading_name: "Riverside",
      registration_no: "00000007",
      vat_id: "EE000000007",
      accounts: "[]",
      street: "River Street 1",
      city: "Tartu",
      postal_code: "50001",
      phone: "+372 000 0170",
      email: "riverside@example.com",
    });
  },
};

let version = 0;

/** Says what Riverside may do from now on, as the platform says it. */
export async function entitleRiverside(change: Partial<Entitlement>): Promise<void> {
  const document = await testPlatform.signEntitlement(
    entitled(riverside.id, "free", { version: ++version, ...change }),
    { instance },
  );
  await asPlatform(putEntitlement, { params: { id: riverside.id }, body: { document } });
}
