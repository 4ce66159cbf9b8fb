import type { Me } from "@mechanicbuddy/contract/identity";
import type { Notification } from "@mechanicbuddy/contract/notifications";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";

/** The words of a notification as the API gives them; every one may be missing. */
class Words {
  readonly #data: Record<string, unknown>;
  constructor(data: Record<string, unknown>) {
    this.#data = data;
  }
  text(name: string): string {
    const value = this.#data[name];
    return Array.isArray(value) ? value.join(", ") : String(value ?? "");
  }
  number(name: string): number {
    return Number(this.#data[name] ?? 0);
  }
  customer(): string {
    return this.text("name") || this.text("customer") || m["notifications.customer.unknown"]();
  }
  about(): string {
    const [plate, number] = [this.text("plate"), this.text("orderNumber")];
    return plate ? m["notifications.about.plate"]({ plate, number }) : m["notifications.about.order"]({ number });
  }
}

type Sentence = (words: Words, workshop: Me["workshop"]) => string;

/** A sentence for every kind the API tells of. */
export const sentences: Record<string, Sentence> = {
  "estimate.decided": decided,
  "estimate.fresh-price": (words) =>
    m["notifications.fresh.text"]({ customer: words.customer(), about: words.about(), number: words.text("number") }),
  "estimate.expired": (words) =>
    m["notifications.expired.text"]({ about: words.about(), number: words.text("number") }),
  "message.failed": (words) =>
    m["notifications.failed.text"]({
      subject: words.text("subject"),
      to: words.text("to"),
      reason: words.text("reason"),
    }),
  "part.arrived": (words) => m["notifications.arrived.text"]({ part: words.text("part"), about: words.about() }),
  "import.done": (words) =>
    m["notifications.imported.text"]({
      file: words.text("file"),
      created: words.number("created"),
      updated: words.number("updated"),
      failed: words.number("failed"),
    }),
  "import.failed": (words) =>
    m["notifications.unread.text"]({ file: words.text("file"), reason: words.text("reason") }),
  "support.entered": (words) =>
    m["notifications.support.text"]({ person: words.text("person"), reason: words.text("reason") }),
  "plan.near": (words) => {
    const [used, allowed] = [words.number("used"), words.number("allowed")];
    return words.text("name") === "users"
      ? m["notifications.seats.text"]({ used, allowed })
      : m["notifications.orders.text"]({ used, allowed });
  },
  "invoices.damaged": (words) =>
    m["notifications.damaged.text"]({ problem: words.text("problem"), count: words.number("count") }),
};

function decided(words: Words, workshop: Me["workshop"]): string {
  const [approved, declined] = [words.number("approved"), words.number("declined")];
  const [customer, about] = [words.customer(), words.about()];
  if (approved === 0) return m["notifications.said.no"]({ customer, about });
  const sum = formats(workshop).money(words.number("approvedCents"));
  if (declined === 0) return m["notifications.said.yes"]({ customer, about, sum });
  return m["notifications.said.partly"]({ customer, about, sum, approved, count: approved + declined });
}

const places: Record<string, string> = {
  work_order: "/app/work",
  message: "/app/messages",
  invoice: "/app/invoices",
  import: "/app/settings/data",
};

export interface Told {
  id: string;
  sentence: string;
  at: string;
  iso: string;
  unread: boolean;
  tone: "bad" | "wait" | "sent";
  href: string | undefined;
}

/** A notification as a page shows it. */
export function told({ id, kind, at, readAt, about, data }: Notification, workshop: Me["workshop"]): Told {
  const path = about && places[about.kind];
  const sentence = sentences[kind] ?? (() => m["notifications.other.text"]());
  return {
    id,
    sentence: sentence(new Words(data), workshop),
    at: formats(workshop).time(at),
    iso: at,
    unread: readAt === null,
    tone: toneOf(kind),
    href: about && path ? `${path}/${about.id}` : undefined,
  };
}

function toneOf(kind: string): Told["tone"] {
  if (["message.failed", "invoices.damaged", "import.failed"].includes(kind)) return "bad";
  return kind === "estimate.decided" ? "sent" : "wait";
}
