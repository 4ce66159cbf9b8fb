import { enterByHandover } from "@mechanicbuddy/contract/identity";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { redirect } from "@sveltejs/kit";
import { api, deviceToken } from "#lib/server/api.ts";
import { codeOf, enter } from "#lib/server/entering.ts";
import type { PageServerLoad } from "./$types";

/** An owner comes from the portal. Only who has a second factor, or comes with a used code, sees a page here. */
export const load: PageServerLoad = async (event) => {
  const code = codeOf(event);
  try {
    const body = { code, deviceToken: deviceToken(event) };
    const { setPassword, signedIn } = await api(event)(enterByHandover, { body });
    if (setPassword !== null) redirect(303, setPassword);
    if (signedIn !== null) await enter(event, signedIn);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.problem.challenge === undefined) throw error;
    return { challenge: error.problem.challenge };
  }
  throw new Error("A way in leads somewhere");
};
