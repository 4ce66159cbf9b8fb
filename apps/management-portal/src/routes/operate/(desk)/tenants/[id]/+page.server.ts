import { listDrift, listJobs } from "@mechanicbuddy/contract/management/jobs";
import { askImpersonation } from "@mechanicbuddy/contract/management/operations";
import {
  deleteTenant,
  endGrant,
  giveGrant,
  listChanges,
  listGrants,
  purgeTenant,
  repairTenant,
  restoreTenant,
  resumeTenant,
  retryTenant,
  type SuspensionKind,
  suspendTenant,
  updateTenant,
} from "@mechanicbuddy/contract/management/tenants";
import { grantBody } from "#lib/operate/grant.ts";
import { staff } from "#lib/server/api.ts";
import { ordered } from "#lib/server/ordered.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = staff(event);
  const { may } = await event.parent();
  const { id } = event.params;
  const [changes, grants, jobs, drift] = await Promise.all([
    call(listChanges, { params: { id }, query: { limit: 20 } }),
    call(listGrants, { params: { id } }),
    call(listJobs, { query: { tenant: id, limit: 10 } }),
    may.includes("jobs.operate") ? call(listDrift) : undefined,
  ]);
  return {
    changes: changes.items,
    grants: grants.items,
    jobs: jobs.items,
    drift: drift?.items.filter(({ tenant }) => tenant === id),
  };
};

export const actions: Actions = {
  suspend: ordered((call, params, form) => {
    const kind = form.text("kind") === "abuse" ? ("abuse" as const) : ("staff" as const);
    return call(suspendTenant, { params, body: { kind, reason: form.text("reason") } });
  }),
  // The API checks the word; the form offers no other.
  resume: ordered((call, params, form) =>
    call(resumeTenant, { params, body: { kind: form.text("kind") as SuspensionKind } }),
  ),
  retry: ordered((call, params) => call(retryTenant, { params })),
  repair: ordered((call, params) => call(repairTenant, { params })),
  delete: ordered((call, params, form) =>
    call(deleteTenant, { params, body: { confirm: form.text("confirm"), reason: form.optional("reason") } }),
  ),
  restore: ordered((call, params) => call(restoreTenant, { params })),
  purge: ordered((call, params, form) => call(purgeTenant, { params, body: { confirm: form.text("confirm") } })),
  grant: (event) =>
    submit(event, async (form) => {
      await staff(event)(giveGrant, { params: event.params, body: grantBody(form) });
      return { done: true };
    }),
  endGrant: (event) =>
    submit(event, async (form) => {
      await staff(event)(endGrant, { params: { id: event.params.id, grant: form.text("grant") } });
      return { done: true };
    }),
  look: (event) =>
    submit(event, async (form) => {
      const body = {
        mode: form.text("mode") === "act" ? ("act" as const) : ("look" as const),
        reason: form.text("reason"),
        ticket: form.optional("ticket"),
        minutes: form.integer("minutes") ?? 30,
        ...(form.checked("withoutOwner") ? { withoutOwner: true } : {}),
      };
      await staff(event)(askImpersonation, { params: event.params, body });
      return { asked: true };
    }),
  edit: (event) =>
    submit(event, async (form) => {
      const body = {
        version: form.integer("version") ?? 1,
        companyName: form.text("companyName"),
        contactName: form.text("contactName"),
      };
      await staff(event)(updateTenant, { params: event.params, body });
      return { done: true };
    }),
};
