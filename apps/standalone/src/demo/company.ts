import type { Context } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { db } from "@mechanicbuddy/workshop-api/database";

type Company = Record<
  "trading_name" | "registration_no" | "vat_id" | "accounts" | "street" | "city" | "postal_code" | "phone" | "email",
  string
>;

/** What the paper needs: number, address and a documented example account. */
export async function describeCompany(ctx: Context, company: Company): Promise<void> {
  await run(ctx.db, db.updateTable("requisites").set(company));
}
