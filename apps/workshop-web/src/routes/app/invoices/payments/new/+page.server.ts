import { getCustomer } from "@mechanicbuddy/contract/customers";
import { listInvoices } from "@mechanicbuddy/contract/invoices";
import { listReceivables, recordPayment } from "@mechanicbuddy/contract/payments";
import { redirect } from "@sveltejs/kit";
import { openField } from "#lib/payments/open-invoices.ts";
import { waysToPay } from "#lib/payments/ways.ts";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { toLocal } from "#lib/zoned.ts";
import type { Actions, PageServerLoad } from "./$types";

/** First who pays, then what for: one payment may pay several invoices of one customer. */
export const load: PageServerLoad = async (event) => {
  const customerId = event.url.searchParams.get("customer") || undefined;
  const call = api(event);
  if (customerId === undefined) {
    const { items } = await call(listReceivables);
    return { debtors: items.filter(({ customer }) => customer !== null), payer: undefined };
  }
  const [me, customer, open, ways] = await Promise.all([
    event.locals.me(),
    call(getCustomer, { params: { id: customerId } }),
    call(listInvoices, { query: { customerId, state: "unpaid", limit: 100 } }),
    waysToPay(event),
  ]);
  const invoices = open.items.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
  const today = toLocal(new Date(), me.workshop.timeZone).slice(0, 10);
  return { debtors: [], payer: { id: customer.id, name: customer.name, invoices, ways, today } };
};

export const actions: Actions = {
  take: (event) =>
    submit(event, async (form) => {
      const { currency } = (await event.locals.me()).workshop;
      const allocations = form.all("invoice").flatMap((invoiceId) => {
        const amountCents = form.cents(openField(invoiceId), currency) ?? 0;
        return amountCents === 0 ? [] : [{ invoiceId, amountCents }];
      });
      const body = {
        methodId: form.text("methodId"),
        amountCents: form.cents("amountCents", currency) ?? 0,
        receivedOn: form.optional("receivedOn"),
        reference: form.nullable("reference"),
        customerId: form.text("customerId"),
        allocations,
        acceptWarnings: form.acceptWarnings,
      };
      const { id } = await api(event)(recordPayment, { body, idempotencyKey: form.key });
      redirect(303, `/app/invoices/payments/${id}?recorded`);
    }),
};
