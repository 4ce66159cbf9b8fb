import { startFakeCloudflare } from "./cloudflare.fake.ts";
import { startFakeProxyManager } from "./nginx-proxy-manager.fake.ts";

/** Stand-ins for the vendors, and the settings that lead to them. */
export async function startFakes(baseDomain: string) {
  const cloudflare = await startFakeCloudflare({ token: "fake-cloudflare-token", zone: "fake-zone" });
  const proxy = await startFakeProxyManager({ token: "fake-proxy-token", baseDomain });
  return {
    cloudflare,
    proxy,
    settings: {
      PROVIDERS_CLOUDFLARE: "fake",
      CLOUDFLARE_API_URL: cloudflare.url,
      CLOUDFLARE_API_TOKEN: "fake-cloudflare-token",
      CLOUDFLARE_ZONE_ID: "fake-zone",
      PROVIDERS_NPM: "fake",
      NPM_API_URL: proxy.url,
      NPM_API_TOKEN: "fake-proxy-token",
    } as const,
    stop: async () => {
      await Promise.all([cloudflare.stop(), proxy.stop()]);
    },
  };
}
