import { askForReset } from "@mechanicbuddy/contract/identity";
import * as contract from "@mechanicbuddy/contract/people";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { grantableRoles, labourChoices } from "#lib/server/people-choices.ts";
import { accountFrom, employeeFrom, roleFrom } from "#lib/server/people-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

type Done = "saved" | "invited" | "mailed" | "withdrawn" | "signedOut" | "factorReset" | "unlocked";

export const load: PageServerLoad = async (event) => {
  const { permissions } = await event.locals.me();
  const call = api(event);
  const [person, users, grantable] = await Promise.all([
    call(contract.getEmployee, { params: event.params }),
    permissions.includes("users.read") ? call(contract.listUsers) : undefined,
    grantableRoles(event),
  ]);
  return {
    person,
    user: users?.items.find(({ employeeId }) => employeeId === person.id),
    grantable,
    labourRates: await labourChoices(event, person.labourRateId),
    invited: event.url.searchParams.has("invited"),
  };
};

/** An action on the account the form names. */
const onAccount =
  (run: (event: RequestEvent, form: FormReader) => Promise<unknown>, done: Done) => (event: RequestEvent) =>
    submit(event, async (form) => {
      await run(event, form);
      return { done };
    });
const accountId = (form: FormReader) => ({ params: { id: form.text("id") } });

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = { version: form.version(), ...employeeFrom(form, workshop.currency) };
      await api(event)(contract.updateEmployee, { params: event.params, body });
      return { done: "saved" as Done };
    }),
  drop: (event) =>
    submit(event, async () => {
      await api(event)(contract.deleteEmployee, { params: event.params });
      redirect(303, "/app/settings/people");
    }),
  invite: (event) =>
    submit(event, async (form) => {
      const body = { employeeId: event.params.id, ...accountFrom(form) };
      await api(event)(contract.inviteUser, { body, idempotencyKey: form.key });
      return { done: "invited" as Done };
    }),
  account: onAccount((event, form) => {
    const { username, email } = accountFrom(form);
    const role = form.data.has("role") ? { role: roleFrom(form) } : {};
    const body = { version: form.version(), username, email, ...role };
    return api(event)(contract.updateUser, { ...accountId(form), body });
  }, "saved"),
  disable: onAccount((event, form) => api(event)(contract.disableUser, accountId(form)), "saved"),
  enable: onAccount((event, form) => api(event)(contract.enableUser, accountId(form)), "saved"),
  resend: onAccount((event, form) => api(event)(contract.resendInvitation, accountId(form)), "invited"),
  copy: (event) =>
    submit(event, async (form) => {
      const { link } = await api(event)(contract.copyInvitation, accountId(form));
      return { link };
    }),
  withdraw: onAccount((event, form) => api(event)(contract.deleteUser, accountId(form)), "withdrawn"),
  resetFactor: onAccount((event, form) => api(event)(contract.resetFactorOfUser, accountId(form)), "factorReset"),
  unlock: onAccount((event, form) => api(event)(contract.unlockUser, accountId(form)), "unlocked"),
  signOut: onAccount((event, form) => api(event)(contract.signOutUser, accountId(form)), "signedOut"),
  reset: onAccount((event, form) => api(event)(askForReset, { body: { name: form.text("username") } }), "mailed"),
};
