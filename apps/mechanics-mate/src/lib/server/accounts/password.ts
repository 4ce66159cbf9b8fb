import { invalidFields } from "@mechanicbuddy/contract/mate/problem";
import { passwordFits } from "@mechanicbuddy/platform/auth/hashing";
import { commonPasswords, weakness } from "@mechanicbuddy/platform/auth/password";
import { accountOf, type MateContext } from "../context.ts";
import * as store from "./store.ts";

/** The signed-in account if the password is right. */
export async function mustFit(ctx: MateContext, password: string, field: string): Promise<store.StoredAccount> {
  const { userId } = accountOf(ctx);
  const account = await store.findById(ctx.db, userId);
  if (account === undefined || !(await passwordFits(account.passwordHash, password))) {
    throw invalidFields({ [field]: "This is not your password." });
  }
  return account;
}

/** Refuses a password that is short, common, or made of what everybody knows of the person. */
export function refuseWeak(password: string, words: readonly string[], field: string): void {
  const fault = weakness(password, { common: commonPasswords, words: words.filter(Boolean), longest: 200 });
  if (fault !== undefined) throw invalidFields({ [field]: fault });
}
