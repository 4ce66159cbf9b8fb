import { getCustomer } from "@mechanicbuddy/contract/customers";
import { sendMessage } from "@mechanicbuddy/contract/messages";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { error, redirect } from "@sveltejs/kit";
import { addressesOf } from "#lib/estimates/addresses.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** What a message may name, written as in the text. */
const names = ["{{customerName}}", "{{workshopName}}"];
const orderNames = ["{{vehicle}}", "{{plate}}", "{{orderNumber}}"];

/** A message to a customer (`?customer=`), or about one of their orders (`?order=`). */
export const load: PageServerLoad = async (event) => {
  const orderId = event.url.searchParams.get("order");
  const call = api(event);
  const order = orderId === null ? undefined : await call(getWorkOrder, { params: { id: orderId } });
  const customerId = order?.customer?.id ?? event.url.searchParams.get("customer");
  if (customerId === null) error(404, m["messages.write.nobody"]());
  const { id, name, emails = [] } = await call(getCustomer, { params: { id: customerId } });
  return {
    customer: { id, name, email: (emails.find(({ isPrimary }) => isPrimary) ?? emails[0])?.address },
    order: order && { id: order.id, number: order.number },
    /** Goes along with the form, so that the page knows whom it is about. */
    about: order ? `order=${order.id}` : `customer=${id}`,
    names: (order ? [...names, ...orderNames] : names).join(" "),
  };
};

export const actions: Actions = {
  send: (event) =>
    submit(event, async (form) => {
      const order = event.url.searchParams.get("order");
      const about =
        order === null ? { customerId: event.url.searchParams.get("customer") ?? "" } : { workOrderId: order };
      const to = addressesOf(event, form, "to");
      const body = { ...about, to, subject: form.text("subject"), message: form.text("message") };
      const { id } = await api(event)(sendMessage, { body, idempotencyKey: form.key });
      redirect(303, `/app/messages/${id}?written`);
    }),
};
