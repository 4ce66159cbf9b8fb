import { getLog } from "@mechanicbuddy/contract/mate/logs";
import { shown } from "#lib/page/refused.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params }) => ({
  entry: await shown(locals.call(getLog, { params })),
});
