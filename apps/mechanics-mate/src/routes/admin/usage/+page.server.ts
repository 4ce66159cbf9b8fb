import { adminUsage } from "@mechanicbuddy/contract/mate/admin";
import { shown } from "#lib/page/refused.ts";
import type { PageServerLoad } from "./$types";

const USUAL = 30;

export const load: PageServerLoad = async ({ locals, url }) => {
  const typed = Number(url.searchParams.get("days") ?? USUAL);
  const days = Number.isInteger(typed) && typed >= 1 && typed <= 366 ? typed : USUAL;
  return { days, usage: await shown(locals.call(adminUsage, { query: { days } })) };
};
