import { listNotifications, markNotifications } from "@mechanicbuddy/contract/notifications";
import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { told } from "#lib/server/notification-words.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const [me, { items }] = await Promise.all([event.locals.me(), api(event)(listNotifications)]);
  return { news: items.map((item) => told(item, me.workshop)) };
};

export const actions: Actions = {
  /** Marks what was chosen as read, and goes where it leads. */
  read: (event) =>
    submit(event, async (form) => {
      const ids = form.all("ids");
      if (ids.length > 0) await api(event)(markNotifications, { body: { ids } });
      redirect(303, safePath(form.optional("to"), "/app/notifications"));
    }),
};
