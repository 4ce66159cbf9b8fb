import { checkDrift, listDrift } from "@mechanicbuddy/contract/management/jobs";
import { staff } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ drift: await staff(event)(listDrift) });

export const actions: Actions = {
  default: (event) =>
    submit(event, async () => {
      await staff(event)(checkDrift);
      return { done: true };
    }),
};
