import type { ManagementApiConfig } from "@mechanicbuddy/platform/config/management";
import { cloudflareZone, type DnsZone } from "./cloudflare.ts";
import { type ProxyManager, proxyManager } from "./nginx-proxy-manager.ts";
import { Denied } from "./trouble.ts";

/** The outside world as the steps use it. */
export interface Providers {
  dns: DnsZone;
  proxy: ProxyManager;
}

/** Clients of the vendors that are switched on; a step that needs one that is off fails and says so. */
export function openProviders(config: ManagementApiConfig): Providers {
  const { PROVIDERS_CLOUDFLARE, PROVIDERS_NPM, BASE_DOMAIN } = config;
  return {
    dns:
      PROVIDERS_CLOUDFLARE === "off"
        ? switchedOff("PROVIDERS_CLOUDFLARE")
        : cloudflareZone({
            url: config.CLOUDFLARE_API_URL,
            token: config.CLOUDFLARE_API_TOKEN ?? "",
            zone: config.CLOUDFLARE_ZONE_ID ?? "",
            proxied: config.CLOUDFLARE_PROXIED,
          }),
    proxy:
      PROVIDERS_NPM === "off"
        ? switchedOff("PROVIDERS_NPM")
        : proxyManager({ url: config.NPM_API_URL ?? "", token: config.NPM_API_TOKEN ?? "", baseDomain: BASE_DOMAIN }),
  };
}

/** Every call fails: nothing quietly does nothing. */
function switchedOff<T extends object>(variable: string): T {
  return new Proxy({} as T, {
    get: () => async () => {
      throw new Denied(`${variable} is off; this step needs it`);
    },
  });
}
