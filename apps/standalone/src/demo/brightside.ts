import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as customers from "@mechanicbuddy/workshop-api/customers/customers";
import { setPasswordHash } from "@mechanicbuddy/workshop-api/identity/store";
import { open } from "@mechanicbuddy/workshop-api/opening/opening";
import * as vehicles from "@mechanicbuddy/workshop-api/vehicles/vehicles";
import { demoCar } from "./cars.ts";
import { describeCompany } from "./company.ts";
import { demoCustomers } from "./customers.ts";
import { oddButFine } from "./odd.ts";
import { addPeople, type DemoPerson, demoPasswordHash } from "./people.ts";
import { randomFrom } from "./random.ts";

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
  const acting: Context = { ...ctx, actor: { kind: "user", role: "owner", ...owner } };
  await inTransaction(acting, async (ctx) => {
    await setPasswordHash(ctx, owner.userId, await demoPasswordHash());
    await addPeople(ctx, people, "en");
    await describeCompany(ctx, {
      trading_name: "Brightside Motors",
      registration_no: "00000006",
      vat_id: "GB999999973",
      accounts: JSON.stringify([{ iban: "GB33BUKB20201555555555", bic: "BUKBGB22", bank: "Example Bank" }]),
      street: "14 Canal Street",
      city: "Leeds",
      postal_code: "LS1 4AB",
      phone: "07700 900100",
      email: "info@example.com",
    });
    const random = randomFrom(482);
    for (const [n, input] of demoCustomers(random, 12).entries()) {
      const customer = await customers.create(ctx, input, oddButFine);
      await vehicles.create(ctx, demoCar(random, n), {
        ownerId: customer.id,
        acceptWarnings: oddButFine,
      });
    }
  });
}
