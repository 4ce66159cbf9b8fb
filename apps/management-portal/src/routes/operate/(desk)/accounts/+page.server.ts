import { listAccounts } from "@mechanicbuddy/contract/management/operations";
import { staff } from "#lib/server/api.ts";
import { listQueryOf } from "#lib/server/list.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const given = listQueryOf(event);
  const sort = given.word("sort", ["email", "-createdAt"]) ?? "-createdAt";
  const query = { q: given.text("q"), sort, cursor: given.cursor };
  return { list: await staff(event)(listAccounts, { query }), sort };
};
