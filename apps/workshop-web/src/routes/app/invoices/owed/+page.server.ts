import { listReceivables } from "@mechanicbuddy/contract/payments";
import { formats } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const [me, { items, openCents, overdueCents }] = await Promise.all([event.locals.me(), api(event)(listReceivables)]);
  const f = formats(me.workshop);
  return {
    debtors: items.map((debtor) => ({
      ...debtor,
      open: f.amount(debtor.openCents),
      overdue: f.amount(debtor.overdueCents),
      oldest: f.date(debtor.oldestDueOn),
    })),
    open: f.money(openCents),
    overdue: overdueCents > 0 ? f.money(overdueCents) : undefined,
  };
};
