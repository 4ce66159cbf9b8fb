import type { Delivery, InvoiceRow } from "@mechanicbuddy/contract/invoices";
import { m } from "#lib/paraglide/messages.js";

const stateNames: Record<InvoiceRow["state"], () => string> = {
  unpaid: m["invoices.state.unpaid"],
  partly_paid: m["invoices.state.partly"],
  paid: m["invoices.state.paid"],
  overpaid: m["invoices.state.overpaid"],
  credited: m["invoices.state.credited"],
  overdue: m["invoices.state.overdue"],
};

/** An invoice's state as people call it. */
export function stateName(state: InvoiceRow["state"]): string {
  return stateNames[state]();
}

const deliveryNames: Record<Delivery["status"], () => string> = {
  queued: m["invoices.deliveries.waiting"],
  sent: m["invoices.deliveries.sent"],
  delivered: m["invoices.deliveries.delivered"],
  bounced: m["invoices.deliveries.bounced"],
  failed: m["invoices.deliveries.failed"],
  cancelled: m["invoices.deliveries.cancelled"],
};

/** What became of a message; one that failed once and is tried again is shown as such. */
export function deliveryState({ status, nextTryAt, reason }: Delivery): { label: string; sign: string } {
  const isRetried = status === "queued" && nextTryAt !== null && reason !== null;
  return { label: deliveryNames[status](), sign: isRetried ? "retrying" : status };
}
