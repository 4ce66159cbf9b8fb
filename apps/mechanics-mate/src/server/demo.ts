import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import { newId } from "@mechanicbuddy/platform/id";
import { termsVersion } from "../lib/server/accounts/accounts.ts";
import * as factors from "../lib/server/accounts/factors.ts";
import * as store from "../lib/server/accounts/store.ts";
import type { Site } from "../lib/server/context.ts";
import { giveDemoPlan } from "../lib/server/plans/plans.ts";
import { grantAdmin } from "./grant-admin.ts";

export interface DemoAccount {
  email: string;
  name: string;
  password: string;
  /** True: with a plan for good, where plans are sold. */
  withPlan?: boolean;
}

/** Makes a confirmed account to look around with, unless it is there. Never in production. */
export async function makeAccount({ database, isProduction, now }: Site, account: DemoAccount): Promise<string> {
  if (isProduction) throw new Error("A site in production has no accounts that everybody knows");
  const { email, name, password, withPlan = false } = account;
  const passwordHash = await hashPassword(password);
  return database.transaction(async (db) => {
    const id = newId();
    const isNew = await store.insert(db, { id, email, name, passwordHash, termsVersion, now: now() });
    if (!isNew) return (await store.findByEmail(db, email))?.id ?? id;
    await store.setVerified(db, id, now());
    if (withPlan) await giveDemoPlan({ db, now }, id);
    return id;
  });
}

/** The same as administrator, whose second factor has this secret. */
export async function makeAdministrator(
  site: Site,
  databaseUrl: string,
  account: DemoAccount & { secret: string },
): Promise<void> {
  const id = await makeAccount(site, account);
  await factors.setKnown(site, id, account.secret);
  await grantAdmin(databaseUrl, account.email, "operator");
}
