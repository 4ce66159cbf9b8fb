import { enterAsSupport } from "@mechanicbuddy/contract/identity";
import { api } from "#lib/server/api.ts";
import { codeOf, enter } from "#lib/server/entering.ts";
import type { PageServerLoad } from "./$types";

/** Somebody of the operator comes as agreed with the owner. */
export const load: PageServerLoad = async (event) => {
  const code = codeOf(event);
  await enter(event, await api(event)(enterAsSupport, { body: { code } }));
};
