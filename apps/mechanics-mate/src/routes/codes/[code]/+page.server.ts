import { getCode } from "@mechanicbuddy/contract/mate/knowledge";
import { redirect } from "@sveltejs/kit";
import { shown } from "#lib/page/refused.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params }) => {
  const code = await shown(locals.call(getCode, { params }));
  const name = code.failureType === null ? code.code : `${code.code}-${code.failureType}`;
  // One address for each code, however it was typed.
  if (params.code !== name) redirect(308, `/codes/${name}`);
  return { code, name };
};
