import type { RequestEvent } from "@sveltejs/kit";
import { m } from "#lib/paraglide/messages.js";
import type { FormReader } from "#lib/server/form-reader.ts";

/** Fields of the issue form, named as the API names what is wrong with them. */
export const amountField = "payment.amountCents";

/** Money taken while the invoice is issued: the method is the one it says the invoice is paid by. */
export function paidNow(
  { locals }: RequestEvent,
  form: FormReader,
  currency: string,
): { methodId: string; amountCents: number } | undefined {
  if (!form.checked("paidNow")) return undefined;
  const methodId = form.text("paymentMethodId");
  const amountCents = form.cents(amountField, currency);
  const faults = locals.form?.faults;
  if (methodId === "") faults?.push({ field: "paymentMethodId", message: m["invoices.issue.nowMethod"]() });
  if (amountCents === undefined) faults?.push({ field: amountField, message: m["invoices.issue.nowAmount"]() });
  return { methodId, amountCents: amountCents ?? 0 };
}
