import { issueInvoice, previewInvoice } from "@mechanicbuddy/contract/invoices";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { redirect } from "@sveltejs/kit";
import { addressesOf } from "#lib/estimates/addresses.ts";
import { paidNow } from "#lib/invoices/paid-now.ts";
import { waysToPay } from "#lib/payments/ways.ts";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { toLocal } from "#lib/zoned.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  const [me, order] = await Promise.all([event.locals.me(), api(event)(getWorkOrder, { params })]);
  if (order.invoice !== null) redirect(303, `/app/invoices/${order.invoice.id}`);
  const [preview, ways] = await Promise.all([api(event)(previewInvoice, { params }), waysToPay(event)]);
  return { order, preview, ways, today: toLocal(new Date(), me.workshop.timeZone).slice(0, 10) };
};

export const actions: Actions = {
  issue: (event) =>
    submit(event, async (form) => {
      const { currency } = (await event.locals.me()).workshop;
      const body = {
        dueDays: form.integer("dueDays"),
        paymentMethodId: form.nullable("paymentMethodId"),
        supplyOn: form.optional("supplyOn"),
        send: form.checked("mail") ? { to: addressesOf(event, form, "to") } : undefined,
        useCredit: form.checked("useCredit"),
        payment: paidNow(event, form, currency),
        acceptWarnings: form.acceptWarnings,
      };
      const { id } = await api(event)(issueInvoice, { params: event.params, body, idempotencyKey: form.key });
      redirect(303, `/app/invoices/${id}?issued`);
    }),
};
