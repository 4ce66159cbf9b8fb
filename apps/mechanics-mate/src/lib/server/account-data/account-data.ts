import { mustFit } from "../accounts/password.ts";
import * as billing from "../billing/billing.ts";
import { accountOf, inTransaction, type MateContext, type Site } from "../context.ts";
import * as mail from "../mail/mail.ts";
import * as sessions from "../sessions/sessions.ts";
import * as store from "./store.ts";
import { newZip } from "./zip.ts";

const DAY_MS = 86_400_000;
/** Days between closing an account and erasing what is in it. */
export const keptAfterClosingDays = 30;

/** Everything that is held about the signed-in account, a file for each kind of thing. */
export function exported(ctx: MateContext): Promise<Buffer> {
  return inTransaction(ctx, async (ctx) => {
    const { userId } = accountOf(ctx);
    const zip = newZip();
    for (const name of store.partNames) zip.add(`${name}.json`, await store.partOf(ctx.db, name, userId), ctx.now());
    return zip.end();
  });
}

/** Closes the account after its password: nobody signs in any more, what is paid for ends, and a mail says so. */
export async function close(ctx: MateContext, password: string): Promise<{ erasedAt: string }> {
  const { email, userId } = accountOf(ctx);
  await mustFit(ctx, password, "password");
  await billing.endNow(ctx);
  const erasedAt = new Date(ctx.now().getTime() + keptAfterClosingDays * DAY_MS);
  await inTransaction(ctx, async (ctx) => {
    await store.close(ctx.db, userId, ctx.now(), erasedAt);
    await sessions.endAll(ctx.db, userId, "closure");
    await mail.queue(ctx, {
      kind: "closed",
      to: email,
      userId,
      values: { until: erasedAt.toISOString().slice(0, 10) },
    });
  });
  await sessions.close(ctx);
  return { erasedAt: erasedAt.toISOString() };
}

/** Years that records of payments are kept, without anything else. */
const paymentYears = 7;

/** Forgets accounts that closed seven years ago. Says how many. */
export function forgetOld(site: Site): Promise<number> {
  const before = new Date(site.now());
  before.setUTCFullYear(before.getUTCFullYear() - paymentYears);
  return site.database.transaction((db) => store.forget(db, before), { purpose: "closure" });
}

/** Erases accounts whose thirty days are over. Says how many. */
export async function eraseDue(site: Site): Promise<number> {
  const due = await store.listToErase(site.database.shared, site.now());
  for (const id of due) await site.database.transaction((db) => store.erase(db, id), { purpose: "closure" });
  return due.length;
}
