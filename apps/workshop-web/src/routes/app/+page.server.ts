import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { getToday } from "@mechanicbuddy/contract/today";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { told } from "#lib/server/notification-words.ts";
import { homeOf } from "#lib/server/places.ts";
import { dayOf, figuresOf, lateOrdersOf } from "#lib/server/today.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

const newsShown = 10;

export const load: PageServerLoad = async (event) => {
  const me = await event.locals.me();
  if (homeOf(me.role) !== "/app") redirect(307, homeOf(me.role));
  const call = api(event);
  const [today, { items }] = await Promise.all([
    call(getToday),
    call(listNotifications, { query: { limit: newsShown } }),
  ]);
  return {
    day: dayOf(me.workshop),
    figures: figuresOf(today, me.workshop),
    late: lateOrdersOf(today, me.workshop),
    failedMessages: today.failedMessages ?? 0,
    lowParts: me.permissions.includes("stock.move") ? (today.lowParts ?? 0) : 0,
    news: items.filter(({ readAt }) => readAt === null).map((item) => told(item, me.workshop)),
  };
};
