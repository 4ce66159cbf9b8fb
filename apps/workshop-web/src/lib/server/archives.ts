import { createExport, type Export, listExports } from "@mechanicbuddy/contract/everything";
import type { Me } from "@mechanicbuddy/contract/identity";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "./api.ts";
import { submit } from "./submit.ts";

const MB = 1_000_000;

/** The newest archives of everything, and whether one is on its way. */
export async function archivesOf(event: RequestEvent, { workshop }: Pick<Me, "workshop">) {
  const { items } = await api(event)(listExports);
  const f = formats(workshop);
  return {
    items: items.slice(0, 5).map((one) => shown(one, f)),
    going: items.some(({ state }) => state === "waiting" || state === "running"),
  };
}

/** An archive as the page shows it: a link once it is there, else how far it is. */
function shown(one: Export, f: ReturnType<typeof formats>) {
  const made = f.time(one.createdAt);
  if (one.state === "done") {
    const size = f.number(Math.max(one.bytes ?? 0, MB / 10) / MB);
    const until = one.expiresAt === null ? "" : f.time(one.expiresAt);
    return {
      id: one.id,
      href: `/app/settings/data/archive/${one.id}`,
      made,
      text: m["transfer.everything.facts"]({ size, date: until }),
    };
  }
  const texts = {
    waiting: m["transfer.everything.waiting"],
    running: () =>
      m["transfer.everything.running"]({
        done: f.number(one.tablesDone),
        total: f.number(one.tablesTotal ?? one.tablesDone),
        rows: f.number(one.rowsDone),
      }),
    failed: m["transfer.everything.failed"],
    gone: m["transfer.everything.gone"],
  };
  return { id: one.id, href: undefined, made, text: texts[one.state]() };
}

/** The form action that begins another archive. */
export function packEverything(event: RequestEvent) {
  return submit(event, async (form) => {
    await api(event)(createExport, { idempotencyKey: form.key });
    redirect(303, event.url.pathname);
  });
}
