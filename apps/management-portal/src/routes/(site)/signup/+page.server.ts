import { checkTenantId, signup } from "@mechanicbuddy/contract/management/signup";
import { proposedTenantId, tenantIdFault } from "@mechanicbuddy/contract/management/tenant-id";
import { invalidFields } from "@mechanicbuddy/ui/site/problem";
import { redirect } from "@sveltejs/kit";
import { m } from "#lib/paraglide/messages.js";
import { countryOf } from "#lib/public/countries.ts";
import { onSale } from "#lib/public/plan-words.ts";
import { visitor } from "#lib/server/api.ts";
import { settings } from "#lib/server/settings.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const planOf = (text: string | null) => onSale.find(({ tier }) => tier === text)?.tier ?? "free";

export const load: PageServerLoad = ({ url, request }) => ({
  plan: planOf(url.searchParams.get("plan")),
  domain: settings().baseDomain,
  country: countryOf(request.headers.get("accept-language")),
  openedAt: Date.now(),
});

export const actions: Actions = {
  default: (event) =>
    submit(event, async (form) => {
      if (!form.checked("acceptTerms"))
        throw invalidFields([{ field: "acceptTerms", message: m["signup.terms.missing"]() }]);
      const companyName = form.text("companyName");
      const tenantId = form.optional("tenantId")?.toLowerCase();
      const fault = tenantId === undefined ? undefined : tenantIdFault(tenantId);
      if (fault !== undefined) throw invalidFields([{ field: "tenantId", message: fault }]);
      if (tenantId !== undefined && tenantId !== proposedTenantId(companyName)) {
        const { free } = await visitor(event)(checkTenantId, { params: { id: tenantId } });
        if (!free)
          throw invalidFields([{ field: "tenantId", message: m["signup.address.taken"]({ address: tenantId }) }]);
      }
      const email = form.text("email");
      await visitor(event)(signup, {
        body: {
          email,
          name: form.text("name"),
          companyName,
          tenantId,
          password: form.secret("password"),
          locale: "en",
          country: form.text("country"),
          acceptTerms: true,
          plan: planOf(form.text("plan")),
          website: form.optional("website"),
          filledMs: Math.max(0, Date.now() - (form.integer("openedAt") ?? Date.now())),
        },
      });
      redirect(303, `/signup/sent?email=${encodeURIComponent(email)}`);
    }),
};
