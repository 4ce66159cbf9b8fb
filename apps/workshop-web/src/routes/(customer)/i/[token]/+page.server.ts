import { getPublicInvoice } from "@mechanicbuddy/contract/invoices";
import { speak } from "#lib/public/language.ts";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ "x-robots-tag": "noindex" });
  const invoice = await api(event)(getPublicInvoice, { params: event.params });
  return { invoice, locale: speak(event, invoice.language) };
};
