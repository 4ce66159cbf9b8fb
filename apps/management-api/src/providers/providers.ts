import { existsSync } from "node:fs";
import type { ManagementApiConfig } from "@mechanicbuddy/platform/config/management";
import { cloudflareZone, type DnsZone } from "./cloudflare.ts";
import { type Helm, openHelm } from "./helm.ts";
import { type Kubernetes, openKubernetes } from "./kubernetes.ts";
import { type NameServers, nameServers } from "./name-servers.ts";
import { type ProxyManager, proxyManager } from "./nginx-proxy-manager.ts";
import { Denied } from "./trouble.ts";

/** The outside world as the steps use it. */
export interface Providers {
  dns: DnsZone;
  proxy: ProxyManager;
  kubernetes: Kubernetes;
  helm: Helm;
  /** What the world hears of our names; undefined where that is not looked at. */
  nameServers: NameServers | undefined;
}

/** Clients of the vendors that are switched on; a step that needs one that is off fails and says so. */
export function openProviders(config: ManagementApiConfig): Providers {
  const { PROVIDERS_CLOUDFLARE, PROVIDERS_NPM, PROVIDERS_DNS, BASE_DOMAIN, DNS_RESOLVERS } = config;
  const hasCluster = config.PROVIDERS_KUBERNETES !== "off";
  if (config.PROVIDERS_KUBERNETES === "live" && !existsSync(config.KUBERNETES_TOKEN_FILE))
    throw new Error(
      `PROVIDERS_KUBERNETES is live, and there is no KUBERNETES_TOKEN_FILE ${config.KUBERNETES_TOKEN_FILE}: run in a pod, or set off`,
    );
  return {
    kubernetes: hasCluster
      ? openKubernetes({
          url: config.KUBERNETES_API_URL,
          tokenFile: config.KUBERNETES_TOKEN_FILE,
          caFile: config.KUBERNETES_CA_FILE,
          ownNamespace: config.POD_NAMESPACE,
        })
      : switchedOff("PROVIDERS_KUBERNETES"),
    helm: hasCluster
      ? openHelm({ program: config.HELM_PATH, kubeconfig: config.KUBECONFIG })
      : switchedOff("PROVIDERS_KUBERNETES"),
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
    nameServers: PROVIDERS_DNS === "off" ? undefined : nameServers(DNS_RESOLVERS.split(",").map((one) => one.trim())),
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
