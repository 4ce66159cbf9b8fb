import {
  allowSupport,
  endSupport,
  getFactorRoles,
  getSupportAccess,
  putFactorRoles,
} from "@mechanicbuddy/contract/identity";
import { roles } from "@mechanicbuddy/contract/permission";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = api(event);
  const [me, factor, support] = await Promise.all([event.locals.me(), call(getFactorRoles), call(getSupportAccess)]);
  return { isOwner: me.role === "owner" && !me.support?.person, factorRoles: factor.roles, access: support.access };
};

export const actions: Actions = {
  factor: (event) =>
    submit(event, async (form) => {
      const chosen = form.all("roles");
      await api(event)(putFactorRoles, { body: { roles: roles.filter((role) => chosen.includes(role)) } });
      return { factorSaved: true };
    }),
  allow: (event) =>
    submit(event, async (form) => {
      await api(event)(allowSupport, {
        body: {
          reason: form.text("reason"),
          minutes: form.integer("minutes") ?? 0,
          mayWrite: form.checked("mayWrite"),
        },
      });
      return { supportChanged: true };
    }),
  end: (event) =>
    submit(event, async () => {
      await api(event)(endSupport);
      return { supportChanged: true };
    }),
};
