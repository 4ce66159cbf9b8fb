import type { Language } from "@mechanicbuddy/contract/fields";
import { planJob } from "@mechanicbuddy/contract/management/jobs";
import { tiers } from "@mechanicbuddy/contract/plans";
import { staff } from "#lib/server/api.ts";
import { settings } from "#lib/server/settings.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = () => ({ domain: settings().baseDomain });

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      const body = {
        id: form.text("tenantId").toLowerCase(),
        companyName: form.text("companyName"),
        tier: tiers.find((tier) => tier === form.text("tier")) ?? ("free" as const),
        // The API checks the word; the form offers no other.
        locale: form.text("locale") as Language,
        country: form.text("country"),
      };
      return { planned: (await staff(event)(planJob, { body })).steps };
    }),
};
