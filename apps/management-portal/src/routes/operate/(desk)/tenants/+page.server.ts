import { staffMay } from "@mechanicbuddy/contract/management/permission";
import { bulkTenants, listTenants, tenantStates } from "@mechanicbuddy/contract/management/tenants";
import { tiers } from "@mechanicbuddy/contract/plans";
import { invalidFields } from "@mechanicbuddy/ui/site/problem";
import { m } from "#lib/paraglide/messages.js";
import { staff } from "#lib/server/api.ts";
import { listQueryOf } from "#lib/server/list.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const sorts = ["id", "-createdAt", "createdAt", "companyName", "-lastActiveAt"] as const;

export const load: PageServerLoad = async (event) => {
  const given = listQueryOf(event);
  const { role } = await event.locals.staffMe();
  const sort = given.word("sort", sorts) ?? "-createdAt";
  const query = {
    q: given.text("q"),
    state: given.word("state", tenantStates),
    tier: given.word("tier", tiers),
    instance: given.text("instance"),
    sort,
    cursor: given.cursor,
    total: true,
  };
  return {
    list: await staff(event)(listTenants, { query }),
    sort,
    mayCreate: staffMay(role, "tenants.create"),
    mayPlan: staffMay(role, "jobs.operate"),
    mayBulk: staffMay(role, "tenants.suspend"),
  };
};

export const actions: Actions = {
  bulk: (event) =>
    submit(event, async (form) => {
      const ids = form.all("ids");
      if (ids.length === 0) throw invalidFields([{ field: "reason", message: m["tenants.bulk.none"]() }]);
      const action = form.text("action") === "resume" ? ("resume" as const) : ("suspend" as const);
      const { items } = await staff(event)(bulkTenants, { body: { ids, action, reason: form.text("reason") } });
      return { bulk: items };
    }),
};
