import { siteFacts } from "@mechanicbuddy/contract/mate/facts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => ({ facts: await locals.call(siteFacts) });
