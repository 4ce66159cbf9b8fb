import type { Language } from "@mechanicbuddy/contract/fields";
import { createTenant } from "@mechanicbuddy/contract/management/tenants";
import { tiers } from "@mechanicbuddy/contract/plans";
import { redirect } from "@sveltejs/kit";
import { staff } from "#lib/server/api.ts";
import { settings } from "#lib/server/settings.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = () => ({ domain: settings().baseDomain });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      const { job } = await staff(event)(createTenant, {
        body: {
          id: form.text("tenantId").toLowerCase(),
          companyName: form.text("companyName"),
          // The API checks the word; the form offers no other.
          locale: form.text("locale") as Language,
          country: form.text("country"),
          ownerEmail: form.optional("ownerEmail"),
          ownerName: form.optional("ownerName"),
          tier: tiers.find((tier) => tier === form.text("tier")),
        },
      });
      redirect(303, `/operate/jobs/${job}`);
    }),
};
