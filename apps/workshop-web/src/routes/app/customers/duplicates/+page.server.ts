import { listDuplicatePairs } from "@mechanicbuddy/contract/customers";
import { reasonWords } from "#lib/customers/reasons.ts";
import { times } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const [me, { items }] = await Promise.all([event.locals.me(), api(event)(listDuplicatePairs)]);
  const f = times(me.workshop);
  const facts = ({ vehicles, lastVisitAt }: (typeof items)[number]["customers"][number]) =>
    [m["customers.duplicates.facts"]({ count: vehicles }), lastVisitAt && f.time(lastVisitAt)]
      .filter(Boolean)
      .join(" · ");
  const pairs = items.map(({ customers, reasons }) => ({
    key: customers.map(({ id }) => id).join(),
    sides: customers.map((one) => ({ id: one.id, name: one.name, facts: facts(one) })),
    why: reasons.map((reason) => reasonWords[reason]()).join(", "),
    href: `/app/customers/${customers[0]?.id}/merge?with=${customers[1]?.id}`,
  }));
  return { pairs };
};
