import { getSettings, listPaymentMethods } from "@mechanicbuddy/contract/settings";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";

/** How money can be taken here now: the methods in use, and the smallest coin. */
export async function waysToPay(event: RequestEvent) {
  const [methods, settings] = await Promise.all([api(event)(listPaymentMethods), api(event)(getSettings)]);
  return {
    methods: methods.items.filter(({ active }) => active).map(({ id, name, kind }) => ({ id, name, kind })),
    cashStep: settings.cashRoundingCents as 0 | 5 | 10,
    methodId: settings.paymentMethodId,
  };
}

export type WaysToPay = Awaited<ReturnType<typeof waysToPay>>;
