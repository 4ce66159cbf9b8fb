import { listLabourRates } from "@mechanicbuddy/contract/catalogue";
import { listEmployees } from "@mechanicbuddy/contract/people";
import { permissionsOf, type Role, roles } from "@mechanicbuddy/contract/permission";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";

/** Roles this person may give, and change: nobody grants, or changes somebody with, a permission they lack. */
export async function grantableRoles(event: RequestEvent): Promise<Role[]> {
  const { permissions: held } = await event.locals.me();
  return roles.filter((role) => permissionsOf(role).every((one) => held.includes(one)));
}

/** Whom an order may be given to: who works on cars or at the counter. Nobody is asked where there is no choice. */
export async function responsibleChoices(event: RequestEvent) {
  const { items } = await api(event)(listEmployees, { query: { active: true, limit: 100 } });
  const fit = items.filter(
    ({ bookable, user }) => bookable && user?.role !== "accountant" && user?.role !== "readonly",
  );
  return fit.length > 1 ? fit.map(({ id, name }) => ({ value: id, label: name })) : [];
}

/** Labour rates a person may work at; the one they have is offered even when it is archived. */
export async function labourChoices(event: RequestEvent, kept?: string | null) {
  const { items } = await api(event)(listLabourRates);
  return items
    .filter(({ id, archivedAt }) => archivedAt === null || id === kept)
    .map(({ id, name }) => ({ value: id, label: name }));
}
