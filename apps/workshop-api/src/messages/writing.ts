import type { Message, sendMessage } from "@mechanicbuddy/contract/messages";
import { invalid } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Context } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as customers from "../customers/customers.ts";
import { getWorkOrder } from "../work-orders/work-orders.ts";
import * as messages from "./messages.ts";
import { refuseUnknown, type VariableName, type Variables } from "./template.ts";

/** What a letter may name. */
const known: readonly VariableName[] = ["customerName", "vehicle", "plate", "orderNumber", "workshopName"];

/** Writes to a customer in one's own words. It belongs to the order it names, and to the customer either way. */
export async function write(ctx: Context, letter: Input<typeof sendMessage>["body"]): Promise<Message> {
  const { subject, message } = letter;
  refuseUnknown(subject, "subject", known);
  refuseUnknown(message, "message", known);
  const { customerId, about, facts } = await aboutWhom(ctx, letter);
  const customer = await customers.getWhole(ctx, customerId);
  const own = customer.emails.find(({ isPrimary }) => isPrimary) ?? customer.emails[0];
  const to = letter.to ?? (own === undefined ? [] : [own.address]);
  if (to.length === 0) throw invalid({ to: "This customer has no e-mail address. Enter one." });
  const id = await messages.queue(ctx, {
    template: "letter",
    language: customer.language,
    to,
    about,
    variables: { customerName: customer.name, ...facts },
    customerId: customer.id,
    subject,
    text: message,
  });
  audit.record(ctx, { action: "message.write", entityKind: "message", entityId: id, after: { to, subject } });
  return messages.get(ctx, id);
}

async function aboutWhom(
  ctx: Context,
  { customerId, workOrderId }: Input<typeof sendMessage>["body"],
): Promise<{ customerId: string; about: { kind: string; id: string }; facts: Variables }> {
  if (workOrderId === undefined) {
    if (customerId === undefined) throw invalid({ customerId: "Choose a customer or an order." });
    return { customerId, about: { kind: "customer", id: customerId }, facts: {} };
  }
  const { customer, vehicle, number } = await getWorkOrder(ctx, workOrderId);
  if (customer === null) throw invalid({ workOrderId: "This order has no customer. Choose one in its facts." });
  if (customerId !== undefined && customerId !== customer.id) {
    throw invalid({ customerId: `Order ${number} is another customer's.` });
  }
  const facts = { orderNumber: String(number), vehicle: vehicle?.label, plate: vehicle?.plate ?? undefined };
  return { customerId: customer.id, about: { kind: "work_order", id: workOrderId }, facts };
}
