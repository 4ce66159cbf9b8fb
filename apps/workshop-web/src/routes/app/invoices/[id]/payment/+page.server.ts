import { getInvoice } from "@mechanicbuddy/contract/invoices";
import { listPayments, payFromCredit, recordPayment } from "@mechanicbuddy/contract/payments";
import { redirect } from "@sveltejs/kit";
import { allocationOf } from "#lib/payments/allocation.ts";
import { waysToPay } from "#lib/payments/ways.ts";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { toLocal } from "#lib/zoned.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const [me, invoice, ways] = await Promise.all([
    event.locals.me(),
    api(event)(getInvoice, { params: event.params }),
    waysToPay(event),
  ]);
  const customerId = invoice.customer?.id;
  const free =
    customerId === undefined
      ? []
      : (await api(event)(listPayments, { query: { customerId, unallocated: true, limit: 100 } })).items;
  const creditCents = free.reduce((sum, payment) => sum + (payment.held ? 0 : payment.unallocatedCents), 0);
  return { invoice, ways, creditCents, today: toLocal(new Date(), me.workshop.timeZone).slice(0, 10) };
};

export const actions: Actions = {
  credit: (event) =>
    submit(event, async (form) => {
      const { params } = event;
      await api(event)(payFromCredit, { params, idempotencyKey: form.key });
      redirect(303, `/app/invoices/${params.id}?credit`);
    }),
  take: (event) =>
    submit(event, async (form) => {
      const { params } = event;
      const [invoice, ways] = await Promise.all([api(event)(getInvoice, { params }), waysToPay(event)]);
      const methodId = form.text("methodId");
      const amountCents = form.cents("amountCents", invoice.currency) ?? 0;
      const kind = ways.methods.find((method) => method.id === methodId)?.kind;
      const getsCents = allocationOf({ amountCents, kind, cashStep: ways.cashStep }, invoice.openCents);
      const body = {
        methodId,
        amountCents,
        receivedOn: form.optional("receivedOn"),
        reference: form.nullable("reference"),
        customerId: invoice.customer?.id ?? null,
        allocations: getsCents > 0 ? [{ invoiceId: params.id, amountCents: getsCents }] : [],
        acceptWarnings: form.acceptWarnings,
      };
      const { number } = await api(event)(recordPayment, { body, idempotencyKey: form.key });
      redirect(303, `/app/invoices/${params.id}?paid=${encodeURIComponent(number)}`);
    }),
};
