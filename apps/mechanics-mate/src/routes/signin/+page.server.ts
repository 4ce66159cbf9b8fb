import { login } from "@mechanicbuddy/contract/mate/auth";
import { redirect } from "@sveltejs/kit";
import { pathAfter } from "#lib/page/guard.ts";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals, url }) => {
  const to = pathAfter(url.searchParams.get("to"));
  if (locals.ctx.account !== undefined) redirect(303, to);
  return { to };
};

export const actions: Actions = {
  default: async (event) => {
    let to = "/dashboard";
    const failed = await submit(event, "signin", async (sent) => {
      to = pathAfter(sent.text("to"));
      const code = sent.text("code");
      const body = { email: sent.text("email") ?? "", password: sent.secret("password"), ...(code ? { code } : {}) };
      await event.locals.call(login, { body });
    });
    if (failed !== undefined) return failed;
    redirect(303, to);
  },
};
