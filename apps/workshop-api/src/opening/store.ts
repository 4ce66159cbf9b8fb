import type { Role } from "@mechanicbuddy/contract/permission";
import type { Context } from "@mechanicbuddy/platform/context";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { Opening } from "./opening.ts";

export async function describe(ctx: Context, opening: Opening): Promise<void> {
  await Promise.all([
    run(ctx.db, db.updateTable("requisites").set({ legal_name: opening.name, country: opening.country })),
    run(
      ctx.db,
      db.updateTable("settings").set({
        currency: opening.currency,
        language: opening.language,
        time_zone: opening.timeZone,
        distance_unit: opening.distanceUnit,
        price_mode: opening.priceMode,
      }),
    ),
  ]);
}

export async function addTaxRates(ctx: Context, { taxRates }: Opening, ids: string[]): Promise<void> {
  const values = taxRates.map((rate, index) => ({
    id: ids[index] ?? newId(),
    code: rate.code,
    name: rate.name,
    percent: String(rate.percent),
    category: rate.category,
    valid_from_on: "2000-01-01",
    is_default: index === 0,
  }));
  await run(ctx.db, db.insertInto("tax_rates").values(values));
}

export async function addLabourRate(ctx: Context, opening: Opening, taxRateId: string): Promise<void> {
  const rate = {
    id: newId(),
    name: "Workshop hour",
    price_mode: opening.priceMode,
    price_cents: opening.labourPriceCents,
    tax_rate_id: taxRateId,
    is_default: true,
  };
  await run(ctx.db, db.insertInto("labour_rates").values(rate));
}

export interface FirstPerson {
  firstName: string;
  lastName: string;
  username: string;
  email: string;
  role: Role;
  language: string;
  profession?: string;
  passwordHash?: string;
}

/** A person with an account, for openings, demos and tests; the people feature makes all others. */
export async function addPerson(ctx: Context, person: FirstPerson): Promise<{ userId: string; employeeId: string }> {
  const employeeId = newId();
  const userId = newId();
  const location = await one<{ id: string }>(ctx.db, sql`select id from locations limit 1`);
  await run(
    ctx.db,
    db.insertInto("employees").values({
      id: employeeId,
      first_name: person.firstName,
      last_name: person.lastName,
      email: person.email,
      profession: person.profession ?? null,
      location_id: location.id,
    }),
  );
  await run(
    ctx.db,
    db.insertInto("users").values({
      id: userId,
      employee_id: employeeId,
      username: person.username,
      email: person.email,
      role: person.role,
      language: person.language,
      password_hash: person.passwordHash ?? null,
    }),
  );
  return { userId, employeeId };
}
