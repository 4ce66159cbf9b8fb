import * as contract from "@mechanicbuddy/contract/people";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { grantableRoles, labourChoices } from "#lib/server/people-choices.ts";
import { accountFrom, employeeFrom } from "#lib/server/people-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const [grantable, labourRates] = await Promise.all([grantableRoles(event), labourChoices(event)]);
  return { grantable, labourRates };
};

export const actions: Actions = {
  invite: (event) =>
    submit(event, async (form) => {
      const newEmployee = {
        firstName: form.text("newEmployee.firstName"),
        lastName: form.text("newEmployee.lastName"),
      };
      const body = { newEmployee, ...accountFrom(form) };
      const { employeeId } = await api(event)(contract.inviteUser, { body, idempotencyKey: form.key });
      redirect(303, `/app/settings/people/${employeeId}?invited`);
    }),
  add: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = employeeFrom(form, workshop.currency);
      const { id } = await api(event)(contract.createEmployee, { body, idempotencyKey: form.key });
      redirect(303, `/app/settings/people/${id}`);
    }),
};
