import {
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  startSecondFactor,
} from "@mechanicbuddy/contract/identity";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";
import { submit } from "./submit.ts";

/** The state of one's second factor, with the picture an app scans while it is being set up. */
export async function factorOf(event: RequestEvent) {
  const factor = await api(event)(getSecondFactor);
  const { pending } = factor;
  return { ...factor, pending: pending && { secret: spaced(pending.secret), qr: pending.qr } };
}
export type FactorView = Awaited<ReturnType<typeof factorOf>>;

const spaced = (secret: string) => secret.replace(/(.{4})(?=.)/g, "$1 ");

/** Form actions of the part of a page that sets up, renews and removes a second factor. */
export const factorActions = {
  startFactor: (event: RequestEvent) =>
    submit(event, async () => {
      await api(event)(startSecondFactor);
      return { factorStarted: true };
    }),
  confirmFactor: (event: RequestEvent) =>
    submit(event, (form) => api(event)(confirmSecondFactor, { body: { code: form.text("code") } })),
  renewCodes: (event: RequestEvent) => submit(event, () => api(event)(renewRecoveryCodes)),
  removeFactor: (event: RequestEvent) =>
    submit(event, async () => {
      await api(event)(removeSecondFactor);
      return { factorRemoved: true };
    }),
};
