import { listPayments } from "@mechanicbuddy/contract/payments";
import { formats } from "#lib/format.ts";
import { remarksOn } from "#lib/payments/remarks.ts";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

/** Sums and dates are written here, so that the list loads no script for them. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const given = (name: string) => searchParams.get(name) || undefined;
  const isFree = given("view") === "free";
  const query = {
    q: given("q"),
    customerId: given("customer"),
    from: given("from"),
    to: given("to"),
    unallocated: isFree ? true : undefined,
    cursor: given("cursor"),
  };
  const [me, { items, nextCursor }] = await Promise.all([event.locals.me(), api(event)(listPayments, { query })]);
  const f = formats(me.workshop);
  const payments = items.map((payment) => ({
    id: payment.id,
    number: payment.number,
    day: f.date(payment.receivedOn),
    customer: payment.customer?.name,
    method: payment.method.name,
    about: [
      ...payment.allocations.map(({ number }) => number),
      payment.workOrder && String(payment.workOrder.number),
      ...remarksOn(payment, f),
    ]
      .filter(Boolean)
      .join(" · "),
    sum: f.amount(payment.direction === "out" ? -payment.amountCents : payment.amountCents),
    rest: payment.unallocatedCents > 0 ? f.amount(payment.unallocatedCents) : undefined,
  }));
  const isFiltered = ["q", "customer", "from", "to"].some((name) => given(name) !== undefined);
  return { isFree, isFiltered, payments, nextCursor, csv: csvHref("payments", query) };
};
