import { listCodes } from "@mechanicbuddy/contract/mate/knowledge";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import type { PageServerLoad } from "./$types";

const MOST = 60;

export const load: PageServerLoad = async ({ locals, url }) => {
  const q = url.searchParams.get("q")?.trim() ?? "";
  try {
    const found = await locals.call(listCodes, { query: { limit: MOST, ...(q === "" ? {} : { q }) } });
    return { q, ...found, error: undefined };
  } catch (refusal) {
    if (!(refusal instanceof MateRefusal)) throw refusal;
    return { q, items: [], total: 0, error: refusal.message };
  }
};
