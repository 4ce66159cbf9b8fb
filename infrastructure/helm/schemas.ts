/** Schemas of the charts' values: strict below our own keys, each key with a sentence. `npm run k8s:base` writes them. */
type Schema = Record<string, unknown>;

const some = (description: string, schema: Schema): Schema => ({ description, ...schema });
const text = (description: string, schema: Schema = {}) => some(description, { type: "string", ...schema });
const flag = (description: string) => some(description, { type: "boolean" });
const whole = (description: string, minimum: number, maximum: number) =>
  some(description, { type: "integer", minimum, maximum });
const list = (description: string, items: Schema) => some(description, { type: "array", items });
const free = (description: string) => some(description, { type: "object", additionalProperties: true });
const group = (description: string, properties: Record<string, Schema>, required: string[] = []): Schema =>
  some(description, {
    type: "object",
    additionalProperties: false,
    properties,
    ...(required.length === 0 ? {} : { required }),
  });

const host = { pattern: "^$|^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$" };
const size = { pattern: "^[0-9]+(\\.[0-9]+)?(Mi|Gi|Ti)$" };
const cron = { pattern: "^\\S+( \\S+){4}$" };
const cpu = (description: string): Schema => some(description, { type: ["string", "integer", "number"] });

const amounts = (description: string) =>
  group(description, { cpu: cpu("Processor time, such as 250m or 1."), memory: text("Memory, such as 512Mi.", size) }, [
    "cpu",
    "memory",
  ]);
const resources = (description: string) =>
  group(description, { requests: amounts("What is set aside."), limits: amounts("What is never exceeded.") }, [
    "requests",
    "limits",
  ]);
const image = (description: string) =>
  group(
    description,
    {
      repository: text("Name without tag."),
      tag: text("Tag; the chart's own release when empty."),
      pullPolicy: text("When nodes fetch it anew.", { enum: ["Always", "IfNotPresent", "Never"] }),
    },
    ["repository"],
  );
const workload = (description: string, more: Record<string, Schema> = {}) =>
  group(description, {
    replicas: whole("Pods at the same time; the least with autoscaling.", 1, 50),
    image: image("Image of this workload."),
    resources: resources("Bounds of each pod."),
    extraEnv: list("Further environment variables; a name the chart sets itself is refused.", free("As in a pod.")),
    nodeSelector: free("Labels a node must have."),
    tolerations: list("Taints of nodes that are tolerated.", free("As in a pod.")),
    podAnnotations: free("Further annotations of the pods."),
    ...more,
  });
const poolMax = { poolMax: whole("Most database connections of one API pod.", 4, 1000) };

const autoscaling = group("Scales with use, from `replicas` up.", {
  enabled: flag("Whether it does."),
  maxReplicas: whole("Most pods; quotas count them.", 1, 50),
  cpu: whole("Percent of requested processor time aimed at.", 10, 100),
  memory: whole("Percent of requested memory aimed at.", 10, 100),
});
const backup = (more: Record<string, Schema> = {}) =>
  group("Backups of the cluster: to the object store if there is one, as dumps on a claim otherwise.", {
    enabled: flag("Whether backups are made."),
    schedule: text("When, in five cron fields.", cron),
    retentionDays: whole("Days until a backup is removed.", 1, 3650),
    ...more,
  });
const objectStore = {
  objectStore: group("Store of physical backups, with continuous archiving.", {
    destinationPath: text("Such as s3://backups/acme; empty for none.", { pattern: "^$|^s3://" }),
    endpointURL: text("Address of a store that is not AWS."),
    existingSecret: text("Secret with access-key and secret-key."),
  }),
};
const clusterKeys = {
  imageName: text("Image of PostgreSQL 16 or newer, made for CloudNativePG.", { pattern: ":" }),
  resources: resources("Bounds of each instance."),
  identMap: some("Lets pg_dump run inside a pod; `auto` where the operator knows how (1.22.1 and newer).", {
    enum: ["auto", true, false, "true", "false"],
  }),
  parameters: free("Settings of PostgreSQL over the ones the chart computes."),
  recovery: group("Starts a new cluster from the object store.", {
    source: text("Name of the cluster whose backups are read; empty for a new database."),
    targetTime: text("Moment to go back to; the newest when empty."),
  }),
};
const storage = group("Disk of each instance.", {
  size: text("Such as 20Gi.", size),
  storageClass: text("Storage class; the cluster's default when empty."),
});
const issued = (description: string, properties: Record<string, Schema>) => group(description, properties);

/** Keys all three charts share. */
const shared = {
  global: free("Helm's own."),
  imagePullSecrets: list("Secrets for private registries.", group("One.", { name: text("Its name.") }, ["name"])),
  limitRange: group("Bounds of containers that name none.", {
    enabled: flag("Whether the object is made."),
    default: amounts("Limits."),
    defaultRequest: amounts("Requests."),
  }),
  resourceQuota: group("Bounds of the namespace.", {
    enabled: flag("Whether the object is made."),
    requests: amounts("Sum of all requests."),
    limits: amounts("Sum of all limits."),
    pods: some("Most pods.", { type: ["string", "integer"] }),
  }),
  networkPolicy: group("Who may talk to whom.", {
    enabled: flag("Whether the policies are made."),
    ingressNamespaces: list("Namespaces of ingress controller and proxy.", text("One.", { minLength: 1 })),
    operatorNamespace: text("Namespace of CloudNativePG.", { minLength: 1 }),
    monitoringNamespace: text("Namespace of Prometheus.", { minLength: 1 }),
    apiServerCidr: text("Addresses of the Kubernetes API.", { pattern: "/[0-9]+$" }),
  }),
  monitoring: group("Objects of the Prometheus operator.", { enabled: flag("Whether they are made.") }),
  email: group("Mail relay.", {
    host: text("Host of the relay; empty sends no mail.", host),
    port: whole("Port of the relay.", 1, 65535),
    username: text("Login at the relay."),
    apiKey: text("Password at the relay."),
    fromAddress: text("Address mails leave from.", { pattern: "^$|^[^\\s@<>]+@[^\\s@<>]+$" }),
  }),
};
const migrations = {
  enabled: flag("Whether pods migrate before they start; without it, secrets need db-app-password."),
  image: group("Image of the migrations; the API's when empty.", {
    repository: text("Name without tag."),
    tag: text("Tag; the chart's own release when empty."),
  }),
};
const workshop = {
  ...shared,
  api: workload("The workshops' API.", poolMax),
  web: workload("The workshops' site."),
  autoscaling,
  migrations: group("Database schema.", {
    ...migrations,
    timeout: whole("Seconds until the job fails.", 30, 86400),
  }),
  files: group("Uploads.", {
    s3: group("In an object store instead of the database.", {
      endpoint: text("Address of a store that is not AWS."),
      bucket: text("Bucket; empty keeps uploads in the database."),
      region: text("Region of the bucket."),
      existingSecret: text("Secret with access-key and secret-key."),
    }),
  }),
  platform: group("The platform that may give orders.", {
    url: text("Its address; empty for none.", { pattern: "^$|^https?://" }),
    publicKey: text("Its public key; fetched from the address when empty."),
  }),
  secrets: issued("Given values win; others are made once and kept.", {
    existingSecret: text("Secret with all keys; nothing is made then."),
    jwtSecret: text("64 random bytes as hexadecimal digits."),
    consumerSecret: text("32 random bytes in base64."),
    sessionSecret: text("32 random bytes in base64."),
    dbAppPassword: text("Password of the runtime login; derived when empty."),
  }),
};
const ingress = (more: Record<string, Schema> = {}) =>
  group("Ingress object.", {
    enabled: flag("Whether it is made."),
    className: text("Ingress class.", { minLength: 1 }),
    annotations: free("Further annotations."),
    ...more,
  });

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

/** Schema of each chart's values. */
export const valuesSchemas: Record<string, Schema> = {
  "mechanicbuddy-system": { $schema: "http://json-schema.org/draft-07/schema#", ...system },
  "mechanicbuddy-free-tier": { $schema: "http://json-schema.org/draft-07/schema#", ...freeTier },
  "mechanicbuddy-tenant": { $schema: "http://json-schema.org/draft-07/schema#", ...tenant },
};
