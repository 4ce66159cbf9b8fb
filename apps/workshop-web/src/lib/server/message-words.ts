import type { Message, MessageDetail } from "@mechanicbuddy/contract/messages";
import { m } from "#lib/paraglide/messages.js";

/** A state in words and, for its badge, by name; one that failed once and is tried again is shown as such. */
export function messageState({ status, attempts, nextTryAt }: Message): { state: string; label: string } {
  if (status === "queued" && nextTryAt !== null && attempts > 0) {
    return { state: "retrying", label: m["messages.state.retrying"]() };
  }
  return { state: status, label: m[`messages.state.${status}`]() };
}

const aboutWords: Record<string, (inputs: { number: string }) => string> = {
  estimate: m["messages.about.estimate"],
  invoice: m["messages.about.invoice"],
  credit_note: m["messages.about.credit"],
  payment: m["messages.about.payment"],
  work_order: m["messages.about.order"],
  customer: m["messages.about.customer"],
  user: m["messages.about.user"],
};
const aboutPaths: Record<string, string> = {
  invoice: "/app/invoices",
  credit_note: "/app/invoices",
  work_order: "/app/work",
  customer: "/app/customers",
};

/** What a message is about, with its page where it has one. */
export function aboutOf({ about }: Message): { label: string; href?: string } | undefined {
  if (about === null) return undefined;
  const words = aboutWords[about.kind];
  const path = aboutPaths[about.kind];
  if (words === undefined || about.label === null) return undefined;
  return { label: words({ number: about.label }), ...(path && { href: `${path}/${about.id}` }) };
}

/** A line of the log. Only a message held back by the hourly limit is queued with a reason. */
export function eventWords({ event, detail }: MessageDetail["events"][number]): string {
  return event === "queued" && detail !== null ? m["messages.event.held"]() : m[`messages.event.${event}`]();
}
