import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { dismissChecklist, getChecklist } from "@mechanicbuddy/contract/settings";
import { getToday } from "@mechanicbuddy/contract/today";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { told } from "#lib/server/notification-words.ts";
import { homeOf } from "#lib/server/places.ts";
import { submit } from "#lib/server/submit.ts";
import { columnsOf, dayOf, figuresOf, lateOrdersOf } from "#lib/server/today.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

const newsShown = 10;

export const load: PageServerLoad = async (event) => {
  const me = await event.locals.me();
  if (homeOf(me.role) !== "/app") redirect(307, homeOf(me.role));
  const call = api(event);
  const begins = me.permissions.includes("settings.write");
  const [today, { items }, checklist] = await Promise.all([
    call(getToday),
    call(listNotifications, { query: { limit: newsShown } }),
    begins ? call(getChecklist) : undefined,
  ]);
  return {
    day: dayOf(me.workshop),
    figures: figuresOf(today, me.workshop),
    columns: columnsOf(today),
    late: lateOrdersOf(today, me.workshop),
    firstSteps: checklist?.items ?? [],
    failedMessages: today.failedMessages ?? 0,
    lowParts: today.lowParts ?? 0,
    news: items.filter(({ readAt }) => readAt === null).map((item) => told(item, me.workshop)),
  };
};

export const actions: Actions = {
  dismiss: (event) =>
    submit(event, async () => {
      await api(event)(dismissChecklist);
      redirect(303, "/app");
    }),
};
