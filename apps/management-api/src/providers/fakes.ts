import { startFakeCloudflare } from "./cloudflare.fake.ts";
import { startFakeNameServer } from "./name-servers.fake.ts";
import { startFakeProxyManager } from "./nginx-proxy-manager.fake.ts";

/** Stand-ins for the vendors, and the settings that lead to them. */
export async function startFakes(baseDomain: string) {
  const cloudflare = await startFakeCloudflare({ token: "fake-cloudflare-token", zone: "fake-zone" });
  const proxy = await startFakeProxyManager({ token: "fake-proxy-token", baseDomain });
  const nameServer = await startFakeNameServer(
    () => new Map([...cloudflare.records.values()].map(({ name, content }) => [name, content])),
  );
  return {
    cloudflare,
    proxy,
    nameServer,
    settings: {
      PROVIDERS_CLOUDFLARE: "fake",
      CLOUDFLARE_API_URL: cloudflare.url,
      CLOUDFLARE_API_TOKEN: "fake-cloudflare-token",
      CLOUDFLARE_ZONE_ID: "fake-zone",
      PROVIDERS_NPM: "fake",
      NPM_API_URL: proxy.url,
      NPM_API_TOKEN: "fake-proxy-token",
      PROVIDERS_DNS: "fake",
      DNS_RESOLVERS: nameServer.address,
    } as const,
    stop: async () => {
      await Promise.all([cloudflare.stop(), proxy.stop(), nameServer.stop()]);
    },
  };
}
