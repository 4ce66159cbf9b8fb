import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { setPasswordHash } from "@mechanicbuddy/workshop-api/identity/store";
import { open } from "@mechanicbuddy/workshop-api/opening/opening";
import { addPeople, type DemoPerson, demoPasswordHash } from "./people.ts";

const people: DemoPerson[] = [
  { firstName: "Mart", lastName: "Kuusk", username: "mart", role: "manager", profession: "Manager" },
  { firstName: "Liis", lastName: "Oja", username: "liis", role: "advisor", profession: "Service advisor" },
  { firstName: "Juri", lastName: "Petrov", username: "juri", role: "mechanic", profession: "Mechanic" },
  { firstName: "Toomas", lastName: "Rebane", username: "toomas", role: "mechanic", profession: "Mechanic" },
  { firstName: "Greta", lastName: "Lepp", username: "greta", role: "mechanic", profession: "Mechanic" },
  { firstName: "Kai", lastName: "Mets", username: "kai", role: "accountant", profession: "Accountant" },
];

export const sadamaLogins = [
  { name: "Anna Saar", role: "owner", username: "anna" },
  ...people.map(({ firstName, lastName, role, username }) => ({ name: `${firstName} ${lastName}`, role, username })),
];

/** Sadama Auto in Tallinn: a busy workshop by the harbour. */
export async function fillSadama(ctx: Context): Promise<void> {
  const owner = await open(ctx, {
    name: "Sadama Auto OÜ",
    country: "EE",
    currency: "EUR",
    language: "en",
    timeZone: "Europe/Tallinn",
    distanceUnit: "km",
    priceMode: "gross",
    taxRates: [
      { code: "24", name: "VAT 24 %", percent: 24, category: "S" },
      { code: "9", name: "VAT 9 %", percent: 9, category: "S" },
    ],
    labourPriceCents: 7800,
    owner: { firstName: "Anna", lastName: "Saar", username: "anna", email: "anna@example.com" },
  });
  await inTransaction(ctx, async (ctx) => {
    await setPasswordHash(ctx, owner.userId, await demoPasswordHash());
    await addPeople(ctx, people, "en");
  });
}
