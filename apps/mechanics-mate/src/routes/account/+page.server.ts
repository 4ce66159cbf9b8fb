import { closeAccount } from "@mechanicbuddy/contract/mate/account";
import {
  beginFactor,
  changePassword,
  endSession,
  listSessions,
  type MateUser,
  updateMe,
} from "@mechanicbuddy/contract/mate/auth";
import { invalidFields } from "@mechanicbuddy/contract/mate/problem";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import { type Sent, submit } from "#lib/page/submit.ts";
import { m } from "#lib/paraglide/messages.js";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  const { items } = await event.locals.call(listSessions);
  return { devices: items, done: event.url.searchParams.get("done") };
};

/** Runs a form, and loads the page anew afterwards: what is signed in may have changed. */
async function thenShow(event: RequestEvent, form: string, done: string, work: (sent: Sent) => Promise<unknown>) {
  const failed = await submit(event, form, async (sent) => {
    await work(sent);
  });
  if (failed !== undefined) return failed;
  redirect(303, `/account?done=${done}`);
}

export const actions: Actions = {
  profile: (event) =>
    thenShow(event, "profile", "profile", (sent) => {
      // The contract refuses any word the form does not offer.
      const register = sent.text("register") as MateUser["register"];
      const locale = sent.text("locale") as MateUser["locale"];
      const body = { version: sent.number("version") ?? 0, name: sent.text("name") ?? null, register, locale };
      return event.locals.call(updateMe, { body });
    }),
  password: (event) =>
    thenShow(event, "password", "password", (sent) => {
      const body = { currentPassword: sent.secret("currentPassword"), password: sent.secret("password") };
      return event.locals.call(changePassword, { body });
    }),
  end: (event) =>
    thenShow(event, "devices", "device", (sent) =>
      event.locals.call(endSession, { params: { id: sent.text("id") ?? "" } }),
    ),
  beginFactor: (event) =>
    submit(event, "factor", async (sent) => {
      const body = { action: "begin" as const, password: sent.secret("password") };
      const { secret = "", qr } = await event.locals.call(beginFactor, { body });
      return { begun: { secret, qr } };
    }),
  confirmFactor: (event) =>
    submit(event, "confirm", async (sent) => {
      const body = { action: "confirm" as const, code: sent.text("code") ?? "" };
      return { recoveryCodes: (await event.locals.call(beginFactor, { body })).recoveryCodes };
    }),
  removeFactor: (event) =>
    thenShow(event, "factor", "factor", (sent) =>
      event.locals.call(beginFactor, { body: { action: "remove", password: sent.secret("password") } }),
    ),
  close: async (event) => {
    const closed = await submit(event, "close", async (sent) => {
      if (!sent.checked("sure")) throw invalidFields({ sure: m["account.close.unsure"]() });
      return event.locals.call(closeAccount, { body: { password: sent.secret("password") } });
    });
    if (!("erasedAt" in closed)) return closed;
    redirect(303, `/account/closed?on=${closed.erasedAt.slice(0, 10)}`);
  },
};
