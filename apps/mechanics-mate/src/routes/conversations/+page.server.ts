import { listConversations, listSaved } from "@mechanicbuddy/contract/mate/conversations";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import { shown } from "#lib/page/refused.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  const { locals, url } = event;
  const saved = url.searchParams.has("saved");
  const cursor = url.searchParams.get("cursor");
  const query = cursor === null ? {} : { cursor };
  return { saved, ...(await shown(locals.call(saved ? listSaved : listConversations, { query }))) };
};
