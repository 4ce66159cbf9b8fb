import { provePassword } from "@mechanicbuddy/contract/mate/auth";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { submit } from "./submit.ts";

/** Takes the password again before something grave, and shows the page anew. */
export async function proveAction(event: RequestEvent) {
  const failed = await submit(event, "proof", async (sent) => {
    const code = sent.text("code");
    const body = { password: sent.secret("password"), ...(code === undefined ? {} : { code }) };
    await event.locals.call(provePassword, { body });
  });
  if (failed !== undefined) return failed;
  redirect(303, `${event.url.pathname}?proven`);
}
