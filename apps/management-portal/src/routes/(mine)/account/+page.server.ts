import type { Language } from "@mechanicbuddy/contract/fields";
import { closeAccount, customerSelf, updateMe } from "@mechanicbuddy/contract/management/auth";
import { redirect } from "@sveltejs/kit";
import { customer } from "#lib/server/api.ts";
import { selfActions } from "#lib/server/self-actions.ts";
import { forget } from "#lib/server/session.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const [me, sessions] = await Promise.all([event.locals.me(), customer(event)(customerSelf.listSessions)]);
  return { me, sessions: sessions.items };
};

export const actions: Actions = {
  ...selfActions("customer"),
  save: (event) =>
    submit(event, async (form) => {
      // The API checks the word; the form offers no other.
      const body = { name: form.text("name"), locale: form.text("locale") as Language };
      await customer(event)(updateMe, { body });
      return { done: "saved" as const };
    }),
  close: (event) =>
    submit(event, async (form) => {
      await customer(event)(closeAccount, { body: { password: form.secret("password") } });
      forget(event.cookies, "customer", event.locals.secure);
      redirect(303, "/");
    }),
};
