import { tenantIdFault } from "@mechanicbuddy/contract/management/tenant-id";
import { createTenant } from "@mechanicbuddy/contract/management/tenants";
import { invalidFields } from "@mechanicbuddy/ui/site/problem";
import { redirect } from "@sveltejs/kit";
import { countryOf } from "#lib/public/countries.ts";
import { customer } from "#lib/server/api.ts";
import { settings } from "#lib/server/settings.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ request }) => ({
  domain: settings().baseDomain,
  country: countryOf(request.headers.get("accept-language")),
});

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      const { locale } = await event.locals.me();
      const id = form.text("tenantId").toLowerCase();
      const fault = tenantIdFault(id);
      if (fault !== undefined) throw invalidFields([{ field: "tenantId", message: fault }]);
      const body = { id, companyName: form.text("companyName"), country: form.text("country"), locale };
      const { job } = await customer(event)(createTenant, { body });
      redirect(303, `/signup/progress?${new URLSearchParams({ workshop: id, job })}`);
    }),
};
