import { listUsers } from "@mechanicbuddy/contract/mate/admin";
import { shown } from "#lib/page/refused.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, url }) => {
  const q = url.searchParams.get("q")?.trim() ?? "";
  const cursor = url.searchParams.get("cursor");
  const query = { ...(q.length < 2 ? {} : { q }), ...(cursor === null ? {} : { cursor }) };
  return { q, ...(await shown(locals.call(listUsers, { query }))) };
};
