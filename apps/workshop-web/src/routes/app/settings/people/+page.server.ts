import type { Language } from "@mechanicbuddy/contract/fields";
import * as contract from "@mechanicbuddy/contract/people";
import { type Permission, permissions, permissionsOf, roles, rolesWith } from "@mechanicbuddy/contract/permission";
import { api } from "#lib/server/api.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { permissionWords } from "#lib/server/permission-words.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const roleFrom = (form: FormReader) => roles.find((one) => one === form.text("role")) ?? "readonly";

/** Nobody grants, or changes somebody with, a permission they lack. */
const within = (held: readonly Permission[]) =>
  roles.filter((role) => permissionsOf(role).every((one) => held.includes(one)));

export const load: PageServerLoad = async (event) => {
  const call = api(event);
  const [me, users, people] = await Promise.all([
    event.locals.me(),
    call(contract.listUsers),
    call(contract.listEmployees, { query: { active: true, limit: 100 } }),
  ]);
  return {
    users: users.items,
    withoutAccount: people.items
      .filter(({ user }) => user === null)
      .map(({ id, name }) => ({ value: id, label: name })),
    grantable: within(me.permissions),
    roles,
    rights: permissions.map((one) => ({ words: permissionWords(one), roles: rolesWith(one) })),
  };
};

export const actions: Actions = {
  invite: (event) =>
    submit(event, async (form) => {
      const employeeId = form.optional("employeeId");
      const newEmployee = { firstName: form.text("firstName"), lastName: form.text("lastName") };
      const body = {
        ...(employeeId === undefined ? { newEmployee } : { employeeId }),
        username: form.text("username"),
        email: form.text("email"),
        role: roleFrom(form),
        // The API checks the word; the form offers no other.
        language: form.text("language") as Language,
      };
      await api(event)(contract.inviteUser, { body, idempotencyKey: form.key });
      return { done: "invited" as const };
    }),
  save: (event) =>
    submit(event, async (form) => {
      const body = {
        version: form.version(),
        username: form.text("username"),
        email: form.text("email"),
        ...(form.data.has("role") ? { role: roleFrom(form) } : {}),
      };
      await api(event)(contract.updateUser, { params: { id: form.text("id") }, body });
      return { done: "saved" as const };
    }),
  disable: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.disableUser, { params: { id: form.text("id") } });
      return { done: "saved" as const };
    }),
  enable: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.enableUser, { params: { id: form.text("id") } });
      return { done: "saved" as const };
    }),
  resend: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.resendInvitation, { params: { id: form.text("id") } });
      return { done: "invited" as const };
    }),
  withdraw: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.deleteUser, { params: { id: form.text("id") } });
      return { done: "saved" as const };
    }),
  signOut: (event) =>
    submit(event, async (form) => {
      await api(event)(contract.signOutUser, { params: { id: form.text("id") } });
      return { done: "signedOut" as const };
    }),
};
