import { changePassword } from "@mechanicbuddy/contract/identity";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => {
  const { mustChangePassword, username } = await locals.me();
  if (!mustChangePassword) redirect(303, "/app/profile");
  return { username };
};

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      await api(event)(changePassword, {
        body: { currentPassword: form.text("currentPassword"), newPassword: form.text("newPassword") },
      });
      redirect(303, "/app");
    }),
};
