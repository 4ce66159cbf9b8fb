import { checkVerification, verifyEmail } from "@mechanicbuddy/contract/mate/auth";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { redirect } from "@sveltejs/kit";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Looks at the link without using it: mail scanners follow links, they do not press. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  const token = url.searchParams.get("token") ?? "";
  // The token stays on this site; with no referrer at all, browsers hide the origin of the form, too.
  setHeaders({ "referrer-policy": "same-origin" });
  try {
    const { email } = await locals.call(checkVerification, { query: { token } });
    return { token, email, fault: null };
  } catch (error) {
    if (!(error instanceof MateRefusal) || !["token_invalid", "validation"].includes(error.code)) throw error;
    return { token, email: "", fault: error.message };
  }
};

export const actions: Actions = {
  default: async (event) => {
    const failed = await submit(event, "verify", async (sent) => {
      await event.locals.call(verifyEmail, { body: { token: sent.text("token") ?? "" } });
    });
    if (failed !== undefined) return failed;
    redirect(303, "/welcome");
  },
};
