import { getInvoice, listDeliveries, sendInvoice } from "@mechanicbuddy/contract/invoices";
import { listPayments } from "@mechanicbuddy/contract/payments";
import { listPaymentMethods } from "@mechanicbuddy/contract/settings";
import { getWorkOrder, listBoardStatuses, moveWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { redirect } from "@sveltejs/kit";
import { addressesOf } from "#lib/estimates/addresses.ts";
import { undoActions } from "#lib/payments/undo-actions.ts";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params, url } = event;
  const call = api(event);
  const [invoice, deliveries, payments, methods] = await Promise.all([
    call(getInvoice, { params }),
    call(listDeliveries, { params }),
    call(listPayments, { query: { invoiceId: params.id, limit: 100 } }),
    call(listPaymentMethods),
  ]);
  const order = invoice.workOrder && (await call(getWorkOrder, { params: { id: invoice.workOrder.id } }));
  return {
    invoice,
    deliveries: deliveries.items,
    payments: payments.items,
    methods: methods.items.filter(({ active }) => active).map(({ id, name }) => ({ id, name })),
    email: order?.customer?.email ?? null,
    vehicle: order?.vehicle?.label,
    isHere: order !== null && order.boardStatus.category !== "gone",
    notice: {
      issued: url.searchParams.has("issued"),
      credited: url.searchParams.has("credited"),
      credit: url.searchParams.has("credit"),
      handed: url.searchParams.has("handed"),
      paid: url.searchParams.get("paid"),
    },
  };
};

export const actions: Actions = {
  ...undoActions,
  send: (event) =>
    submit(event, async (form) => {
      const body = { to: addressesOf(event, form, "to"), message: form.optional("message") };
      const { number } = await api(event)(sendInvoice, { params: event.params, body, idempotencyKey: form.key });
      return { sent: number };
    }),
  handOver: (event) =>
    submit(event, async (form) => {
      const { items } = await api(event)(listBoardStatuses);
      const gone = items.find(({ category, archivedAt }) => category === "gone" && archivedAt === null);
      if (gone === undefined) return { noColumn: true };
      await api(event)(moveWorkOrder, { params: { id: form.text("order") }, body: { statusId: gone.id } });
      redirect(303, `${event.url.pathname}?handed`);
    }),
};
