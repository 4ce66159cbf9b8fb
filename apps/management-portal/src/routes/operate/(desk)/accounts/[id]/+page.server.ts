import { eraseAccount, getAccount, signOutAccount } from "@mechanicbuddy/contract/management/operations";
import { staffMay } from "@mechanicbuddy/contract/management/permission";
import { redirect } from "@sveltejs/kit";
import { staff } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { role } = await event.locals.staffMe();
  return {
    account: await staff(event)(getAccount, { params: event.params }),
    mayManage: staffMay(role, "accounts.manage"),
  };
};

export const actions: Actions = {
  signOut: (event) =>
    submit(event, async () => {
      await staff(event)(signOutAccount, { params: event.params });
      return { done: true };
    }),
  erase: (event) =>
    submit(event, async () => {
      await staff(event)(eraseAccount, { params: event.params });
      redirect(303, "/operate/accounts");
    }),
};
