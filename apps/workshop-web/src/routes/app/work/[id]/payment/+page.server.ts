import { listPayments, recordDeposit } from "@mechanicbuddy/contract/payments";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { redirect } from "@sveltejs/kit";
import { undoActions } from "#lib/payments/undo-actions.ts";
import { waysToPay } from "#lib/payments/ways.ts";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Before its invoice an order takes deposits; afterwards money is for the invoice. */
export const load: PageServerLoad = async (event) => {
  const { params, url } = event;
  const order = await api(event)(getWorkOrder, { params });
  if (order.invoice !== null) redirect(303, `/app/invoices/${order.invoice.id}/payment`);
  const [ways, paid] = await Promise.all([
    waysToPay(event),
    api(event)(listPayments, { query: { workOrderId: order.id, limit: 100 } }),
  ]);
  return {
    order,
    ways,
    deposits: paid.items,
    taken: url.searchParams.get("taken"),
  };
};

export const actions: Actions = {
  ...undoActions,
  take: (event) =>
    submit(event, async (form) => {
      const { currency } = (await event.locals.me()).workshop;
      const body = {
        methodId: form.text("methodId"),
        amountCents: form.cents("amountCents", currency) ?? 0,
        reference: form.nullable("reference"),
      };
      const { params, url } = event;
      const { number } = await api(event)(recordDeposit, { params, body, idempotencyKey: form.key });
      redirect(303, `${url.pathname}?taken=${encodeURIComponent(number)}`);
    }),
};
