import Type, { type Static } from "typebox";
import type { ConfigDefinition } from "./definition.ts";
import { choice, key32, missing, optional, port, rootSecret, text, url, whole } from "./variables.ts";
import { databaseVariables, mailRelayVariables, processVariables, serverVariables, taskVariables } from "./workshop.ts";

const provider = (vendor: string) =>
  choice(["live", "fake", "off"], {
    description: `${vendor}: the real one, the one of the tests, or none; steps that need it fail without one.`,
    default: "off",
  });

/** Where Kubernetes puts the token and the authority of a pod's account. */
const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

const { DATABASE_URL, DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD, DB_APP_PASSWORD, DB_SSL } = databaseVariables;

const managementApiVariables = Type.Object({
  ...processVariables,
  PORT: port("Port of the API.", 15_568),
  ...serverVariables,
  ...{ DATABASE_URL, DB_HOST, DB_PORT, DB_NAME, DB_USER, DB_PASSWORD, DB_APP_PASSWORD, DB_SSL },
  WORKSHOPS_DB_PASSWORD: optional(
    "Password migrations give the login `management` of the shared instance's database.",
    {
      secret: true,
    },
  ),
  JWT_SECRET: text("The root secret from which each purpose's key is derived.", rootSecret),
  JWT_SECRET_PREVIOUS: optional("The root secret before the last rotation; it still verifies.", rootSecret),
  PLATFORM_SIGNING_KEY: optional("Ed25519 private key (PEM) for calls to instances; derived when absent.", {
    secret: true,
  }),
  ROUTING_KEY: optional("Bearer of whoever asks for routing decisions; derived when absent.", {
    minLength: 32,
    expected: "at least 32 characters",
    secret: true,
  }),
  BOX_KEY: optional("Key of stored credentials; derived when absent.", key32),
  PORTAL_URL: text("The portal's public address, for links in mails.", { ...url, default: "http://localhost:3026" }),
  PUBLIC_URL: text("Own address as instances reach it.", { ...url, default: "http://127.0.0.1:15568" }),
  BASE_DOMAIN: text("Domain under which `<id>.` is a workshop.", {
    default: "localhost",
    pattern: "^[a-z0-9.-]+$",
    expected: "a domain such as mechanicbuddy.app",
  }),
  WORKSHOP_URL: optional("Address of the workshops without their name; https://BASE_DOMAIN when absent.", url),
  FREE_TIER_API_URL: text("API of the first shared instance, registered at first start.", {
    ...url,
    default: "http://free-tier-api.mechanicbuddy-free-tier.svc.cluster.local:15567",
  }),
  FREE_TIER_WEB_UPSTREAM: text("Site of the first shared instance, `host:port`.", {
    default: "free-tier-web.mechanicbuddy-free-tier.svc.cluster.local:3000",
  }),
  FREE_TIER_MAX_TENANTS: whole("Places of the first shared instance.", 100, 1, 10_000),
  PROVIDERS_CLOUDFLARE: provider("Cloudflare"),
  CLOUDFLARE_API_URL: text("Cloudflare's API.", { ...url, default: "https://api.cloudflare.com/client/v4" }),
  CLOUDFLARE_API_TOKEN: optional("Token that may edit the zone's records.", { secret: true }),
  CLOUDFLARE_ZONE_ID: optional("Zone of BASE_DOMAIN."),
  CLOUDFLARE_PROXIED: Type.Boolean({ description: "Orange cloud or not.", default: false }),
  PROVIDERS_NPM: provider("Nginx Proxy Manager"),
  NPM_API_URL: optional("Nginx Proxy Manager's API, http://nginx-proxy-manager:81/api.", url),
  NPM_API_TOKEN: optional("Its bearer token; renewed by itself.", { secret: true }),
  NPM_UPSTREAM: choice(["service", "ingress"], {
    description: "Hosts forward to services, or all to one address and keep Host.",
    default: "service",
  }),
  PROVIDERS_KUBERNETES: provider("Kubernetes"),
  KUBERNETES_API_URL: text("The cluster's API.", { ...url, default: "https://kubernetes.default.svc" }),
  KUBERNETES_TOKEN_FILE: text("File with the bearer token for it; read anew for each call.", {
    default: `${SERVICE_ACCOUNT}/token`,
  }),
  KUBERNETES_CA_FILE: text("File with the authority that signed its certificate.", {
    default: `${SERVICE_ACCOUNT}/ca.crt`,
  }),
  KUBECONFIG: optional("File by which helm finds the cluster; its own service account when absent."),
  POD_NAMESPACE: text("Namespace of the platform itself.", { default: "mechanicbuddy-system" }),
  HELM_PATH: text("The program helm, version 4.", { default: "helm" }),
  CHARTS_DIR: optional("Folder of the charts; the ones that came with this server when absent."),
  IMAGE_REGISTRY: text("Where images of dedicated workshops are.", { default: "ghcr.io/your-org" }),
  IMAGE_TAG: optional("Tag of their images; the chart's own version when absent."),
  STORAGE_CLASS: optional("Storage class of their databases; the cluster's default when absent."),
  CLUSTER_ISSUER: text("cert-manager's issuer of their certificates.", { default: "letsencrypt-prod" }),
  DEDICATED_API_URL: text("API of a dedicated workshop; {id} is its name.", {
    default: "http://{id}-api.tenant-{id}.svc.cluster.local:15567",
  }),
  DEDICATED_WEB_UPSTREAM: text("Site of a dedicated workshop, `host:port`; {id} is its name.", {
    default: "{id}-web.tenant-{id}.svc.cluster.local:3000",
  }),
  STRIPE_WEBHOOK_SECRET: optional("By which Stripe signs its events; without one none is taken.", { secret: true }),
  STRIPE_WEBHOOK_SECRET_PREVIOUS: optional("The one before, while it is replaced at Stripe.", { secret: true }),
  PROVIDERS_DNS: choice(["live", "fake", "off"], {
    description:
      "Whether drift looks at what name servers answer for each workshop: real ones, those of the tests, or not.",
    default: "off",
  }),
  DNS_RESOLVERS: text("Name servers that are asked, with commas between them.", {
    default: "1.1.1.1,9.9.9.9",
    pattern: "^[0-9a-fA-F.:\\[\\]]+(,\\s*[0-9a-fA-F.:\\[\\]]+)*$",
    expected: "addresses such as 1.1.1.1,9.9.9.9",
  }),
  ALLOW_FAKES: Type.Boolean({ description: "Lets fakes run in production, for a rehearsal.", default: false }),
  ...mailRelayVariables,
  ...taskVariables,
});
export type ManagementApiConfig = Static<typeof managementApiVariables>;

/** Settings of the platform's API and of its `migrate`, `staff` and `jobs` commands. */
export const managementApiConfig: ConfigDefinition<typeof managementApiVariables> = {
  server: "management-api",
  variables: managementApiVariables,
  otherNames: [],
  check: (values, isProduction) => [
    ...(values.DATABASE_URL === undefined ? missing(values, "DATABASE_URL is not", true, ["DB_HOST"]) : []),
    ...missing(values, "PROVIDERS_CLOUDFLARE is live", values.PROVIDERS_CLOUDFLARE === "live", [
      "CLOUDFLARE_API_TOKEN",
      "CLOUDFLARE_ZONE_ID",
    ]),
    ...missing(values, "PROVIDERS_NPM is live", values.PROVIDERS_NPM === "live", ["NPM_API_URL", "NPM_API_TOKEN"]),
    ...fakesInProduction(values, isProduction),
  ],
};

function fakesInProduction(values: ManagementApiConfig, isProduction: boolean): string[] {
  if (!isProduction || values.ALLOW_FAKES) return [];
  return (["PROVIDERS_CLOUDFLARE", "PROVIDERS_NPM", "PROVIDERS_KUBERNETES", "PROVIDERS_DNS"] as const)
    .filter((name) => values[name] === "fake")
    .map((name) => `${name} is fake in production. Use live or off; ALLOW_FAKES=1 is for rehearsals.`);
}
