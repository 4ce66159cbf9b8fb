import { siteFacts } from "@mechanicbuddy/contract/mate/facts";
import { listPlans } from "@mechanicbuddy/contract/mate/subscriptions";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => {
  const [facts, plans] = await Promise.all([locals.call(siteFacts), locals.call(listPlans)]);
  return { facts, plans };
};
