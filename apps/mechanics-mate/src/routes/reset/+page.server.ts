import { checkReset, resetPassword } from "@mechanicbuddy/contract/mate/auth";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { redirect } from "@sveltejs/kit";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, url }) => {
  const token = url.searchParams.get("token") ?? "";
  try {
    const { email } = await locals.call(checkReset, { query: { token } });
    return { token, email, fault: null };
  } catch (error) {
    if (!(error instanceof MateRefusal)) throw error;
    return { token, email: "", fault: error.message };
  }
};

export const actions: Actions = {
  default: async (event) => {
    const failed = await submit(event, "reset", async (sent) => {
      const body = { token: sent.text("token") ?? "", password: sent.secret("password") };
      await event.locals.call(resetPassword, { body });
    });
    if (failed !== undefined) return failed;
    redirect(303, "/signin");
  },
};
