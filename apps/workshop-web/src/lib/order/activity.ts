import type { Reply } from "@mechanicbuddy/contract/route";
import type { listTimeline } from "@mechanicbuddy/contract/work-orders";
import type { TimelineEvent } from "@mechanicbuddy/ui/timeline";
import { m } from "#lib/paraglide/messages.js";

export type Entry = Reply<typeof listTimeline>["items"][number];

const kinds: Record<string, Entry["kind"][]> = {
  moves: ["opened", "moved", "stage"],
  documents: ["estimate", "decision", "invoice", "message"],
  money: ["invoice", "payment"],
};

/** Entries of one filter, `moves`, `documents` or `money`; all of them without one. */
export function entriesOf(entries: Entry[], filter: string | null): Entry[] {
  const wanted = kinds[filter ?? ""];
  return wanted === undefined ? entries : entries.filter(({ kind }) => wanted.includes(kind));
}

/** Entries as the timeline shows them: a sentence, and the document behind it. `time` says "17 Mar, 10:42". */
export function eventsOf(entries: Entry[], orderId: string, time: (iso: string) => string): TimelineEvent[] {
  return entries.map((entry, index) => {
    const at = time(entry.at);
    const comma = at.lastIndexOf(", ");
    return {
      id: `${entry.at}-${index}`,
      day: at.slice(0, comma),
      time: at.slice(comma + 2),
      iso: entry.at,
      text: sentence(entry),
      by: entry.by ?? undefined,
      href: hrefOf(entry, orderId),
    };
  });
}

function hrefOf({ link }: Entry, orderId: string): string | undefined {
  if (link?.kind === "invoice") return `/app/invoices/${link.id}`;
  return link?.kind === "estimate" ? `/app/work/${orderId}/estimate` : undefined;
}

function sentence({ kind, subject, detail }: Entry): string {
  const [of, more] = [subject ?? "", detail ?? ""];
  const sentences: Record<Entry["kind"], () => string> = {
    opened: () => m["order.event.opened"](),
    moved: () => m["order.event.moved"]({ column: of }),
    note: () => m["order.event.note"]({ text: more }),
    estimate: () => m["order.event.estimate"]({ number: of }),
    decision: () => decided(of, more),
    invoice: () => issued(of, more),
    payment: () => (more === "out" ? m["order.event.refunded"]({ number: of }) : m["order.event.paid"]({ number: of })),
    message: () => m["order.event.message"]({ subject: of }),
    stage: () => staged(of, more),
    change: () => changed(of),
  };
  return sentences[kind]();
}

function decided(job: string, decision: string): string {
  if (decision === "approved") return m["order.event.approved"]({ job });
  return decision === "declined" ? m["order.event.declined"]({ job }) : m["order.event.revoked"]({ job });
}

function issued(number: string, kind: string): string {
  if (kind === "credit_note") return m["order.event.credit"]({ number });
  return kind === "deposit" ? m["order.event.deposit"]({ number }) : m["order.event.invoice"]({ number });
}

function staged(action: string, reason: string): string {
  if (action === "work_order.start") return m["order.event.started"]();
  return action === "work_order.cancel" ? m["order.event.cancelled"]({ reason }) : m["order.event.reopened"]();
}

/** What was changed, in words; the audit log has the details. */
function changed(action: string): string {
  const words: Record<string, () => string> = {
    "work_order.update": () => m["order.change.facts"](),
    "work_order.tax-rate": () => m["order.change.taxRate"](),
    "job.add": () => m["order.change.jobAdd"](),
    "job.update": () => m["order.change.jobUpdate"](),
    "job.delete": () => m["order.change.jobDelete"](),
    "job.reorder": () => m["order.change.jobReorder"](),
    "job.result": () => m["order.change.jobResult"](),
    "line.add": () => m["order.change.lineAdd"](),
    "line.update": () => m["order.change.lineUpdate"](),
    "line.delete": () => m["order.change.lineDelete"](),
    "line.part_status": () => m["order.change.partStatus"](),
  };
  return words[action]?.() ?? m["order.change.other"]();
}
