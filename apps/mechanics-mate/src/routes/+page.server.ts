import { exampleAnswer } from "@mechanicbuddy/contract/mate/knowledge";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => ({ example: await locals.call(exampleAnswer) });
