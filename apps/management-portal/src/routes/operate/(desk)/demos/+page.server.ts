import { demoStates, listDemos } from "@mechanicbuddy/contract/management/demos";
import { staff } from "#lib/server/api.ts";
import { listQueryOf } from "#lib/server/list.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const given = listQueryOf(event);
  const query = { q: given.text("q"), state: given.word("state", demoStates), cursor: given.cursor };
  return { list: await staff(event)(listDemos, { query }) };
};
