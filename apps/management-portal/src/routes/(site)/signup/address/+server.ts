import { checkTenantId } from "@mechanicbuddy/contract/management/signup";
import { tenantIdFault } from "@mechanicbuddy/contract/management/tenant-id";
import { m } from "#lib/paraglide/messages.js";
import { visitor } from "#lib/server/api.ts";
import { settings } from "#lib/server/settings.ts";
import type { RequestHandler } from "./$types";

/** Says while somebody types whether an address can be taken. */
export const GET: RequestHandler = async (event) => {
  const id = (event.url.searchParams.get("id") ?? "").slice(0, 60).toLowerCase();
  const sentence = tenantIdFault(id) ?? (await freeOrNot(id));
  return new Response(sentence, { headers: { "content-type": "text/plain; charset=utf-8" } });

  async function freeOrNot(id: string): Promise<string> {
    const { free } = await visitor(event)(checkTenantId, { params: { id } });
    const address = `${id}.${settings().baseDomain}`;
    return free ? m["signup.address.free"]({ address }) : m["signup.address.taken"]({ address });
  }
};
