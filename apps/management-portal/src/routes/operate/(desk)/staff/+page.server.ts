import { disableStaff, inviteStaff, listStaff, updateStaff } from "@mechanicbuddy/contract/management/auth";
import { staffRoles } from "@mechanicbuddy/contract/management/permission";
import { staff } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ people: (await staff(event)(listStaff)).items });

const roleOf = (text: string) => staffRoles.find((role) => role === text) ?? "support";

export const actions: Actions = {
  invite: (event) =>
    submit(event, async (form) => {
      const body = { email: form.text("email"), name: form.text("name"), role: roleOf(form.text("role")) };
      await staff(event)(inviteStaff, { body });
      return { done: "invited" as const };
    }),
  role: (event) =>
    submit(event, async (form) => {
      const body = { role: roleOf(form.text("role")) };
      await staff(event)(updateStaff, { params: { id: form.text("person") }, body });
      return { done: "saved" as const };
    }),
  disable: (event) =>
    submit(event, async (form) => {
      await staff(event)(disableStaff, { params: { id: form.text("person") } });
      return { done: "disabled" as const };
    }),
};
