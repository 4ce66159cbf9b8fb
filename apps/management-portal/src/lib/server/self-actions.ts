import { customerSelf, staffSelf } from "@mechanicbuddy/contract/management/auth";
import type { RequestEvent } from "@sveltejs/kit";
import { customer, staff } from "./api.ts";
import type { Kind } from "./session.ts";
import { submit } from "./submit.ts";

/** Form actions of one's own page: password, second factor, sessions; the same at both doors. */
export function selfActions(kind: Kind) {
  const routes = kind === "customer" ? customerSelf : (staffSelf as unknown as typeof customerSelf);
  const as = (event: RequestEvent) => (kind === "customer" ? customer(event) : staff(event));
  return {
    password: (event: RequestEvent) =>
      submit(event, async (form) => {
        const body = { current: form.secret("current"), password: form.secret("password") };
        await as(event)(routes.changePassword, { body });
        return { done: "password" as const };
      }),
    beginFactor: (event: RequestEvent) =>
      submit(event, async (form) => {
        const pending = await as(event)(routes.beginFactor, { body: { password: form.secret("password") } });
        return { pending: { ...pending, secret: pending.secret.replace(/(.{4})(?=.)/g, "$1 ") } };
      }),
    confirmFactor: (event: RequestEvent) =>
      submit(event, async (form) => {
        const { recoveryCodes } = await as(event)(routes.confirmFactor, { body: { code: form.text("code") } });
        return { done: "confirmed" as const, recoveryCodes };
      }),
    removeFactor: (event: RequestEvent) =>
      submit(event, async (form) => {
        const body = { password: form.secret("password"), code: form.text("code") };
        await as(event)(routes.removeFactor, { body });
        return { done: "removed" as const };
      }),
    endSession: (event: RequestEvent) =>
      submit(event, async (form) => {
        await as(event)(routes.endSession, { params: { id: form.text("session") } });
        return { done: "ended" as const };
      }),
  };
}
