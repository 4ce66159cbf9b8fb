import { signup } from "@mechanicbuddy/contract/mate/auth";
import { redirect } from "@sveltejs/kit";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals }) => {
  if (locals.ctx.account !== undefined) redirect(303, "/dashboard");
};

export const actions: Actions = {
  default: async (event) => {
    let email = "";
    const failed = await submit(event, "signup", async (sent) => {
      email = sent.text("email") ?? "";
      const body = { email, password: sent.secret("password"), name: sent.text("name") };
      // The contract refuses anything but true, in words for the person.
      await event.locals.call(signup, { body: { ...body, acceptTerms: sent.checked("acceptTerms") as true } });
    });
    if (failed !== undefined) return failed;
    redirect(303, `/signup/sent?email=${encodeURIComponent(email)}`);
  },
};
