import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plans, type Tier } from "@mechanicbuddy/contract/plans";
import type { Context } from "../../context.ts";
import type { Release } from "../../providers/helm.ts";
import type { Subject } from "../step.ts";

const ownCharts = fileURLToPath(new URL("../../../../../infrastructure/helm/charts", import.meta.url));

/** Names of what belongs to a dedicated workshop. */
export const namespaceOf = (id: string) => `tenant-${id}`;
export const releaseOf = (id: string) => `mechanicbuddy-tenant-${id}`;

/** The chart of a dedicated workshop with the values of its plan, of this platform and of itself. */
export function releaseFor(ctx: Context, { id, companyName, ownerEmail, tier }: Subject): Release {
  const { config, signer } = ctx.platform;
  const chart = join(config.CHARTS_DIR ?? ownCharts, "mechanicbuddy-tenant");
  const image = (name: string) => ({
    repository: `${config.IMAGE_REGISTRY}/mechanicbuddy-${name}`,
    ...(config.IMAGE_TAG === undefined ? {} : { tag: config.IMAGE_TAG }),
  });
  return {
    name: releaseOf(id),
    namespace: namespaceOf(id),
    chart,
    files: [join(chart, "values", `${tier}.yaml`)],
    values: {
      tenant: { id, name: companyName, tier, ownerEmail },
      domains: { baseDomain: config.BASE_DOMAIN, clusterIssuer: config.CLUSTER_ISSUER },
      billing: { mechanicLimit: plans[tier as Tier].limits.mechanicLimit },
      api: { image: image("api") },
      web: { image: image("web") },
      ...(config.STORAGE_CLASS === undefined
        ? {}
        : { postgresql: { storage: { storageClass: config.STORAGE_CLASS } } }),
      platform: { url: config.PUBLIC_URL, publicKey: JSON.stringify(signer.publicJwk) },
      ...mailOf(ctx),
    },
  };
}

/** A workshop's mails go through the platform's relay. */
function mailOf({ platform: { config } }: Context): Record<string, unknown> {
  const { SMTP_HOST, SMTP_PORT, SMTP_USER, SMTP_PASSWORD } = config;
  if (SMTP_HOST === undefined) return {};
  const login = SMTP_USER === undefined ? {} : { username: SMTP_USER, apiKey: SMTP_PASSWORD };
  return { email: { host: SMTP_HOST, port: SMTP_PORT, ...login } };
}
