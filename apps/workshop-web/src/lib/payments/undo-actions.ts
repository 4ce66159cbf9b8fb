import { moveToCredit, refundPayment, reversePayment } from "@mechanicbuddy/contract/payments";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";

/** Actions of every page that lists payments: undo a mistyped one, give money back, make credit of a deposit. */
export const undoActions = {
  reverse: (event: RequestEvent) =>
    submit(event, async (form) => {
      const params = { id: form.text("payment") };
      const body = { reason: form.text("reason") };
      const { number } = await api(event)(reversePayment, { params, body, idempotencyKey: form.key });
      return { undone: number };
    }),
  refund: (event: RequestEvent) =>
    submit(event, async (form) => {
      const { currency } = (await event.locals.me()).workshop;
      const params = { id: form.text("payment") };
      const body = {
        amountCents: form.cents("amountCents", currency) ?? 0,
        methodId: form.text("methodId"),
        reason: form.text("reason"),
      };
      const { number } = await api(event)(refundPayment, { params, body, idempotencyKey: form.key });
      return { refunded: number };
    }),
  keep: (event: RequestEvent) =>
    submit(event, async (form) => {
      const params = { id: form.text("payment") };
      const body = { reason: form.text("reason") };
      const { number } = await api(event)(moveToCredit, { params, body, idempotencyKey: form.key });
      return { kept: number };
    }),
};
