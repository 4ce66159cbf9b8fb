import type { RequestEvent } from "@sveltejs/kit";
import { m } from "#lib/paraglide/messages.js";
import type { FormReader } from "#lib/server/form-reader.ts";

/** The e-mail addresses typed into one field. What is none is noted beside it, and the writing call is not sent. */
export function addressesOf({ locals }: RequestEvent, form: FormReader, field: string): string[] {
  const addresses = form
    .text(field)
    .split(/[\s,;]+/)
    .filter(Boolean);
  const odd = addresses.find((address) => !/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(address));
  if (odd !== undefined) locals.form?.faults.push({ field, message: m["estimates.to.odd"]({ address: odd }) });
  if (addresses.length === 0) locals.form?.faults.push({ field, message: m["estimates.to.empty"]() });
  return addresses;
}
