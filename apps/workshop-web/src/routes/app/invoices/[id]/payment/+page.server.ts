import { getInvoice } from "@mechanicbuddy/contract/invoices";
import { recordPayment } from "@mechanicbuddy/contract/payments";
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
  return { invoice, ways, today: toLocal(new Date(), me.workshop.timeZone).slice(0, 10) };
};

export const actions: Actions = {
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
