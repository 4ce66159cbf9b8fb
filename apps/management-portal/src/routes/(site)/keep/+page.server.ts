import { keepTenant } from "@mechanicbuddy/contract/management/tenants";
import { visitor } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url: { searchParams } }) => ({
  tenant: searchParams.get("tenant") ?? "",
  token: searchParams.get("token") ?? "",
});

export const actions: Actions = {
  default: (event) =>
    submit(event, async () => {
      const { searchParams } = event.url;
      const [id, token] = [searchParams.get("tenant") ?? "", searchParams.get("token") ?? ""];
      return { kept: await visitor(event)(keepTenant, { params: { id }, body: { token } }) };
    }),
};
