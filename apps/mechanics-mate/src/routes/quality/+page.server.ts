import { getQuality } from "@mechanicbuddy/contract/mate/quality";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => ({ quality: await locals.call(getQuality) });
