import type { MateUser } from "@mechanicbuddy/contract/mate/auth";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { accountOf, inTransaction, type MateContext } from "../context.ts";
import * as store from "./store.ts";
import { userView } from "./views.ts";

type Profile = Pick<MateUser, "version" | "name" | "register" | "locale">;

/** Changes what an account says of itself. */
export function update(ctx: MateContext, profile: Profile): Promise<MateUser> {
  return inTransaction(ctx, async (ctx) => {
    const account = accountOf(ctx);
    const current = userView(account);
    if (!(await store.setProfile(ctx.db, account.userId, profile))) {
      throw new MateRefusal("conflict", "This was changed in another window. Load the page again.", { current });
    }
    return { ...current, ...profile, version: profile.version + 1 };
  });
}
