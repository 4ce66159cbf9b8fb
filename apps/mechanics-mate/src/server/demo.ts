import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import { newId } from "@mechanicbuddy/platform/id";
import { termsVersion } from "../lib/server/accounts/accounts.ts";
import * as store from "../lib/server/accounts/store.ts";
import type { Site } from "../lib/server/context.ts";

export interface DemoAccount {
  email: string;
  name: string;
  password: string;
}

/** Makes a confirmed account to look around with, unless it is there. Never in production. */
export async function makeAccount({ database, isProduction, now }: Site, account: DemoAccount): Promise<void> {
  if (isProduction) throw new Error("A site in production has no accounts that everybody knows");
  const { email, name, password } = account;
  const id = newId();
  const passwordHash = await hashPassword(password);
  await database.transaction(async (db) => {
    const isNew = await store.insert(db, { id, email, name, passwordHash, termsVersion, now: now() });
    if (isNew) await store.setVerified(db, id, now());
  });
}
