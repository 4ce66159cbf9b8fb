import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import * as customers from "@mechanicbuddy/workshop-api/customers/customers";
import { setPasswordHash } from "@mechanicbuddy/workshop-api/identity/store";
import { open } from "@mechanicbuddy/workshop-api/opening/opening";
import * as vehicles from "@mechanicbuddy/workshop-api/vehicles/vehicles";
import { sql } from "kysely";
import { demoCar } from "./cars.ts";
import { describeCompany } from "./company.ts";
import { demoCustomers } from "./customers.ts";
import { goOnWithGolf } from "./golf.ts";
import { promise, workday } from "./hours.ts";
import { oddButFine } from "./odd.ts";
import { addPeople, type DemoPerson, demoPasswordHash } from "./people.ts";
import { type Random, randomFrom } from "./random.ts";
import { continueNumbers, fillShelves } from "./shelves.ts";
import {
  agree,
  arrive,
  ask,
  at,
  bringParts,
  columnsOf,
  finish,
  invoice,
  type KnownCar,
  moveTo,
  type Visiting,
} from "./visits.ts";

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

const CUSTOMERS = 120;
const PAST_VISITS = 36;
/** How many cars stand in each column today. */
const today: [column: string, cars: number][] = [
  ["Checked in", 3],
  ["Diagnosis", 2],
  ["Waiting for approval", 4],
  ["Waiting for parts", 2],
  ["In work", 6],
  ["Final check", 1],
  ["Ready", 5],
];

/** Sadama Auto in Tallinn: a busy workshop by the harbour, seeded from one number and the day it starts. */
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
  const acting: Context = { ...ctx, actor: { kind: "user", role: "owner", ...owner } };
  const random = randomFrom(482);
  const { visit, cars } = await inTransaction(acting, async (ctx) => {
    await setPasswordHash(ctx, owner.userId, await demoPasswordHash());
    const employees = await addPeople(ctx, people, "en");
    await describeCompany(ctx, {
      trading_name: "Sadama Auto",
      registration_no: "10000017",
      vat_id: "EE100000017",
      accounts: JSON.stringify([{ iban: "EE382200221020145685", bic: "HABAEE2X", bank: "Example Bank" }]),
      street: "Sadama 12",
      city: "Tallinn",
      postal_code: "10111",
      phone: "+372 000 0100",
      email: "info@example.com",
    });
    await continueNumbers(ctx, 1042 - PAST_VISITS - 1);
    const shelves = await fillShelves(ctx);
    const mechanics = ["juri", "toomas", "greta"].map((name) => employees.get(name) ?? "");
    const visit: Visiting = {
      random,
      shelves,
      columns: await columnsOf(ctx),
      mechanics,
      advisor: employees.get("liis") ?? "",
    };
    return { visit, cars: await bringCars(ctx, random) };
  });
  await inTransaction(acting, (ctx) => pastVisits(ctx, visit, cars.slice(1)));
  await inTransaction(acting, async (ctx) => {
    await todaysVisits(ctx, visit, cars);
    await readAllBut(ctx, 3);
  });
}

async function bringCars(ctx: Context, random: Random): Promise<KnownCar[]> {
  const cars: KnownCar[] = [];
  for (const [n, input] of demoCustomers(random, CUSTOMERS).entries()) {
    const customer = await customers.create(ctx, input, oddButFine);
    const car = await vehicles.create(ctx, demoCar(random, n), {
      ownerId: customer.id,
      acceptWarnings: oddButFine,
    });
    const odometer = n === 0 ? 187_204 : 20_000 + random.below(220_000);
    cars.push({
      vehicleId: car.id,
      customerId: customer.id,
      customerName: customer.name,
      email: input.emails?.[0]?.address,
      odometer,
    });
  }
  return cars;
}

/** The last weeks, oldest first, because invoice numbers follow the calendar. */
async function pastVisits(ctx: Context, visit: Visiting, cars: KnownCar[]): Promise<void> {
  const card = await methodOf(ctx, "card");
  for (let n = 0; n < PAST_VISITS; n++) {
    const then = at(ctx, workday(ctx.now(), Math.round(60 - (n * 58) / PAST_VISITS), n));
    const car = cars[n % cars.length] as KnownCar;
    const arrived = await arrive(then, visit, car, n, new Date(then.now().getTime() + 6 * 3_600_000));
    await agree(then, visit, arrived, car, n);
    await finish(then, arrived);
    // Two are overdue, one is partly paid, the others were paid at the counter.
    const paidShare = n === 4 || n === 9 ? 0 : n === 20 ? 50 : 100;
    await invoice(then, arrived, card, paidShare);
    await moveTo(then, visit, arrived, "Gone");
  }
}

/** Where the parts are of a car in each column whose work is agreed. */
const partsIn: Record<string, "ordered" | "arrived" | "installed"> = {
  "Waiting for parts": "ordered",
  "In work": "arrived",
  "Final check": "installed",
  Ready: "installed",
};

async function todaysVisits(ctx: Context, visit: Visiting, cars: KnownCar[]): Promise<void> {
  let n = 0;
  for (const [column, count] of today) {
    for (let inColumn = 0; inColumn < count; inColumn++) {
      // The Golf of the stories comes in last, into the work column.
      const isGolf = column === "In work" && inColumn === 0;
      const car = (isGolf ? cars[0] : cars[PAST_VISITS + 2 + n]) as KnownCar;
      const isLate = column === "Diagnosis" && inColumn === 0;
      const promised = isLate ? workday(ctx.now(), 1, 8) : promise(ctx.now(), n);
      const arrived = await arrive(at(ctx, workday(ctx.now(), 1, n)), visit, car, isGolf ? 0 : n, promised);
      if (column === "Waiting for approval") await ask(ctx, arrived, car);
      const parts = partsIn[column];
      if (parts !== undefined) {
        await agree(ctx, visit, arrived, car, n);
        await bringParts(ctx, arrived, parts);
      }
      if (isGolf) await goOnWithGolf(ctx, visit, arrived, car);
      if (["Final check", "Ready"].includes(column)) await finish(ctx, arrived);
      if (column !== "Checked in") await moveTo(ctx, visit, arrived, column);
      n++;
    }
  }
}

/** Everybody has seen what happened, but for the latest few. */
async function readAllBut(ctx: Context, latest: number): Promise<void> {
  await run(
    ctx.db,
    sql`update notifications set read_at = ${ctx.now()} where id not in (
      select id from (select id, row_number() over (partition by user_id order by id desc) as n from notifications)
      where n <= ${latest})`,
  );
}

async function methodOf(ctx: Context, kind: string): Promise<string> {
  const method = await maybeOne<{ id: string }>(
    ctx.db,
    sql`select id from payment_methods where kind = ${kind} limit 1`,
  );
  if (method === undefined) throw new Error(`The demo needs a payment method of kind ${kind}`);
  return method.id;
}
