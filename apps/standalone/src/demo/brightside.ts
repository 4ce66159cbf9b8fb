import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { setPasswordHash } from "@mechanicbuddy/workshop-api/identity/store";
import { open } from "@mechanicbuddy/workshop-api/opening/opening";
import { addPeople, type DemoPerson, demoPasswordHash } from "./people.ts";

const people: DemoPerson[] = [
  { firstName: "Mart", lastName: "Kuusk", username: "mart", role: "advisor", profession: "Service advisor" },
  { firstName: "Juri", lastName: "Petrov", username: "juri", role: "mechanic", profession: "Mechanic" },
];

export const brightsideLogins = [
  { name: "Anna Saar", role: "owner", username: "anna" },
  ...people.map(({ firstName, lastName, role, username }) => ({ name: `${firstName} ${lastName}`, role, username })),
];

/** Brightside Motors in Leeds: the neighbour, with the same names and plates on purpose. */
export async function fillBrightside(ctx: Context): Promise<void> {
  const owner = await open(ctx, {
    name: "Brightside Motors Ltd",
    country: "GB",
    currency: "GBP",
    language: "en",
    timeZone: "Europe/London",
    distanceUnit: "mi",
    priceMode: "net",
    taxRates: [{ code: "20", name: "VAT 20 %", percent: 20, category: "S" }],
    labourPriceCents: 6800,
    owner: { firstName: "Anna", lastName: "Saar", username: "anna", email: "anna@example.com" },
  });
  await inTransaction(ctx, async (ctx) => {
    await setPasswordHash(ctx, owner.userId, await demoPasswordHash());
    await addPeople(ctx, people, "en");
  });
}
