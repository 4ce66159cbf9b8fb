import {
  autoscaling,
  backup,
  clusterKeys,
  flag,
  group,
  host,
  image,
  ingress,
  issued,
  list,
  migrations,
  objectStore,
  type Schema,
  shared,
  size,
  some,
  storage,
  text,
  whole,
  workload,
  workshop,
} from "./schema-parts.ts";

const system = group("Values of mechanicbuddy-system.", {
  ...shared,
  postgresql: group("The platform's database.", {
    ...clusterKeys,
    enabled: flag("Whether the chart brings a cluster; otherwise `external` names one."),
    instances: whole("Instances of PostgreSQL.", 1, 9),
    size: text("Disk of each instance, such as 20Gi.", size),
    storageClass: text("Storage class; the cluster's default when empty."),
    backup: backup(objectStore),
    external: group("A PostgreSQL elsewhere, with a database `platform`.", {
      host: text("Its host.", host),
      port: whole("Its port.", 1, 65535),
      secret: text("Secret with username and password of the owner."),
    }),
  }),
  managementApi: workload("The platform's API."),
  helm: group("The program by which the platform installs workshops.", {
    image: image("Image with /usr/bin/helm, of version 4."),
  }),
  managementPortal: workload("The platform's portal.", { autoscaling }),
  migrations: group("Database schema.", migrations),
  ingress: ingress({
    host: text("The platform's own host.", { ...host, minLength: 1 }),
    tls: group("Certificate.", {
      enabled: flag("Whether hosts are served encrypted."),
      secretName: text("Secret of the certificate.", { minLength: 1 }),
      wildcard: flag("Whether it covers all workshops' hosts; needs DNS-01."),
      clusterIssuer: text("Issuer of cert-manager; empty if the Secret comes from elsewhere."),
    }),
  }),
  secrets: issued("Given values win; others are made once and kept, derived, or switch their vendor off.", {
    existingSecret: text("Secret with all keys; nothing is made then."),
    dbPassword: text("Password of the login `management`, with which the shared instance signs in."),
    jwtSecret: text("64 random bytes as hexadecimal digits."),
    consumerSecret: text("32 random bytes in base64."),
    sessionSecret: text("32 random bytes in base64."),
    smtpPassword: text("Password at the mail relay."),
    platformSigningKey: text("Ed25519 private key for calls to instances."),
    routingKey: text("Bearer of whoever asks for routing decisions."),
    boxKey: text("32 random bytes in base64, for stored credentials."),
    stripeSecretKey: text("Stripe's secret key."),
    stripeWebhookSecret: text("Stripe's secret for webhooks."),
    cloudflareApiToken: text("Token that may edit the zone."),
    npmApiUrl: text("Address of Nginx Proxy Manager's API.", { pattern: "^$|^https?://" }),
    npmApiToken: text("Its token."),
  }),
  cloudflare: group("DNS.", {
    zoneId: text("Zone of the base domain; empty for none."),
    proxied: flag("Orange cloud."),
  }),
  npm: group("Nginx Proxy Manager.", {
    enabled: flag("Whether it is used although its address stands in an existing Secret."),
    upstream: text("Forward to services, or all to the ingress.", { enum: ["service", "ingress"] }),
    namespace: text("Its namespace.", { minLength: 1 }),
  }),
  tenants: group("What new workshops are installed with.", {
    imageRegistry: text("Registry and organisation of the images.", { minLength: 1 }),
    imageTag: text("Release; the chart's own when empty."),
    storageClass: text("Storage class of their databases."),
    clusterIssuer: text("Issuer of their certificates."),
    baseDomain: text("Domain of their hosts; the ingress host when empty.", host),
  }),
  freeTier: group("The first shared instance.", {
    maxTenants: whole("Its places.", 1, 10_000),
    apiUrl: text("Its API.", { pattern: "^https?://" }),
    webUpstream: text("Its site, host:port.", { pattern: ":[0-9]+$" }),
    namespaces: list("Namespaces whose pods may reach the platform's cluster.", text("One.", { minLength: 1 })),
  }),
  clusterIssuers: group("Let's Encrypt's two issuers.", {
    create: flag("Whether the chart makes them."),
    email: text("Address Let's Encrypt writes to."),
    cloudflareSecret: text("Secret with api-token in cert-manager's namespace.", { minLength: 1 }),
  }),
});

const freeTier = group("Values of mechanicbuddy-free-tier.", {
  ...workshop,
  instanceId: text("Name of this instance; keys are bound to it.", { pattern: "^[a-z][a-z0-9-]*$" }),
  maxTenants: whole("Most workshops.", 1, 10_000),
  baseDomain: text("Domain under which workshops have their hosts.", { ...host, minLength: 1 }),
  postgresql: group("Database.", {
    ...clusterKeys,
    host: text("Its host.", host),
    port: whole("Its port.", 1, 65535),
    database: text("Its name.", { minLength: 1 }),
    username: text("Login that owns it.", { minLength: 1 }),
    password: text("Password of that login."),
    existingSecret: text("Secret with db-password instead."),
    ssl: text("Encryption towards a database elsewhere.", { enum: ["prefer", "require", "verify"] }),
    backup: group("Where physical backups go.", objectStore),
    cluster: group("A cluster of the chart's own.", {
      enabled: flag("Whether it is made."),
      instances: whole("Instances of PostgreSQL.", 1, 9),
      storage,
      backup: backup(),
    }),
  }),
  ingress: ingress(),
});

const tenant = group(
  "Values of mechanicbuddy-tenant.",
  {
    ...workshop,
    tenant: group(
      "The workshop.",
      {
        id: text("3 to 32 lower-case letters, digits and single dashes, beginning with a letter.", {
          pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
          minLength: 3,
          maxLength: 32,
        }),
        name: text("Its name, for people."),
        tier: text("Its plan.", { enum: ["demo", "free", "professional", "enterprise"] }),
        ownerEmail: text("Its owner, for people."),
      },
      ["id"],
    ),
    domains: group("Hosts.", {
      baseDomain: text("Domain under which workshops have their hosts.", { ...host, minLength: 1 }),
      default: text("Its host; {id}.{baseDomain} when empty.", host),
      custom: list("Domains of its own.", text("One.", { ...host, minLength: 1 })),
      clusterIssuer: text("Issuer of cert-manager; empty if certificates come from elsewhere."),
    }),
    billing: group("Facts for people.", {
      stripeCustomerId: text("Customer at Stripe."),
      subscriptionId: text("Subscription at Stripe."),
      mechanicLimit: some("Seats of the plan; absent means unlimited.", { type: ["integer", "null"], minimum: 0 }),
    }),
    postgresql: group("Its database.", {
      ...clusterKeys,
      instances: whole("Instances of PostgreSQL.", 1, 9),
      database: text("Name of the database.", { pattern: "^[a-z_][a-z0-9_]*$" }),
      username: text("Login that owns it.", { pattern: "^[a-z_][a-z0-9_]*$" }),
      storage,
      backup: backup(objectStore),
    }),
    ingress: ingress(),
  },
  ["tenant"],
);

/** Schema of each chart's values, strict below our own keys. `npm run k8s:base` writes them. */
export const valuesSchemas: Record<string, Schema> = {
  "mechanicbuddy-system": { $schema: "http://json-schema.org/draft-07/schema#", ...system },
  "mechanicbuddy-free-tier": { $schema: "http://json-schema.org/draft-07/schema#", ...freeTier },
  "mechanicbuddy-tenant": { $schema: "http://json-schema.org/draft-07/schema#", ...tenant },
};
