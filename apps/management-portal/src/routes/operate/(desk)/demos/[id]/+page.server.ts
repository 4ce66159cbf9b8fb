import { approveDemo, convertDemo, getDemo, rejectDemo } from "@mechanicbuddy/contract/management/demos";
import { proposedTenantId } from "@mechanicbuddy/contract/management/tenant-id";
import { staff } from "#lib/server/api.ts";
import { settings } from "#lib/server/settings.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const demo = await staff(event)(getDemo, { params: event.params });
  return { demo, proposed: proposedTenantId(demo.companyName), domain: settings().baseDomain };
};

export const actions: Actions = {
  approve: (event) =>
    submit(event, async (form) => {
      const body = { tenantId: form.optional("tenantId")?.toLowerCase() };
      await staff(event)(approveDemo, { params: event.params, body });
      return { done: true };
    }),
  reject: (event) =>
    submit(event, async (form) => {
      await staff(event)(rejectDemo, { params: event.params, body: { reason: form.text("reason") } });
      return { done: true };
    }),
  convert: (event) =>
    submit(event, async (form) => {
      const body = { removeSampleData: form.checked("removeSampleData") };
      await staff(event)(convertDemo, { params: event.params, body });
      return { done: true };
    }),
};
