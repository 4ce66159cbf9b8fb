import { listPlans } from "@mechanicbuddy/contract/mate/subscriptions";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => ({ plans: await locals.call(listPlans) });
