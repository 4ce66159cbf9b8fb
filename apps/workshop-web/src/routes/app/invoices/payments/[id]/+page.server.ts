import { listInvoices } from "@mechanicbuddy/contract/invoices";
import { allocatePayment, getPayment } from "@mechanicbuddy/contract/payments";
import { listPaymentMethods } from "@mechanicbuddy/contract/settings";
import { openField } from "#lib/payments/open-invoices.ts";
import { undoActions } from "#lib/payments/undo-actions.ts";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params, url } = event;
  const call = api(event);
  const [payment, methods] = await Promise.all([call(getPayment, { params }), call(listPaymentMethods)]);
  const customerId = payment.customer?.id;
  const isFree = payment.unallocatedCents > 0 && customerId !== undefined;
  const open = isFree ? await call(listInvoices, { query: { customerId, state: "unpaid", limit: 100 } }) : undefined;
  return {
    payment,
    methods: methods.items.filter(({ active }) => active).map(({ id, name }) => ({ id, name })),
    open: open?.items ?? [],
    isNew: url.searchParams.has("recorded"),
  };
};

export const actions: Actions = {
  ...undoActions,
  allocate: (event) =>
    submit(event, async (form) => {
      const { currency } = (await event.locals.me()).workshop;
      const allocations = form.all("invoice").flatMap((invoiceId) => {
        const amountCents = form.cents(openField(invoiceId), currency) ?? 0;
        return amountCents === 0 ? [] : [{ invoiceId, amountCents }];
      });
      const { params } = event;
      const after = await api(event)(allocatePayment, { params, body: { allocations }, idempotencyKey: form.key });
      return { allocated: after.number };
    }),
};
