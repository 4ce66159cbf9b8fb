import { listCalculators, listTrees } from "@mechanicbuddy/contract/mate/knowledge";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => {
  const [trees, calculators] = await Promise.all([locals.call(listTrees), locals.call(listCalculators)]);
  return { trees: trees.items, calculators: calculators.items };
};
