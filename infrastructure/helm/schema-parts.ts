/** What schemas of values are made of: each key with a sentence, nothing beside the keys that are named. */
export type Schema = Record<string, unknown>;

export const some = (description: string, schema: Schema): Schema => ({ description, ...schema });
export const text = (description: string, schema: Schema = {}) => some(description, { type: "string", ...schema });
export const flag = (description: string) => some(description, { type: "boolean" });
export const whole = (description: string, minimum: number, maximum: number) =>
  some(description, { type: "integer", minimum, maximum });
export const list = (description: string, items: Schema) => some(description, { type: "array", items });
const free = (description: string) => some(description, { type: "object", additionalProperties: true });
export const group = (description: string, properties: Record<string, Schema>, required: string[] = []): Schema =>
  some(description, {
    type: "object",
    additionalProperties: false,
    properties,
    ...(required.length === 0 ? {} : { required }),
  });

export const host = { pattern: "^$|^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$" };
export const size = { pattern: "^[0-9]+(\\.[0-9]+)?(Mi|Gi|Ti)$" };
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
export const image = (description: string) =>
  group(
    description,
    {
      repository: text("Name without tag."),
      tag: text("Tag; the chart's own release when empty."),
      pullPolicy: text("When nodes fetch it anew.", { enum: ["Always", "IfNotPresent", "Never"] }),
    },
    ["repository"],
  );
export const workload = (description: string, more: Record<string, Schema> = {}) =>
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

export const autoscaling = group("Scales with use, from `replicas` up.", {
  enabled: flag("Whether it does."),
  maxReplicas: whole("Most pods; quotas count them.", 1, 50),
  cpu: whole("Percent of requested processor time aimed at.", 10, 100),
  memory: whole("Percent of requested memory aimed at.", 10, 100),
});
export const backup = (more: Record<string, Schema> = {}) =>
  group("Backups of the cluster: to the object store if there is one, as dumps on a claim otherwise.", {
    enabled: flag("Whether backups are made."),
    schedule: text("When, in five cron fields.", cron),
    retentionDays: whole("Days until a backup is removed.", 1, 3650),
    ...more,
  });
export const objectStore = {
  objectStore: group("Store of physical backups, with continuous archiving.", {
    destinationPath: text("Such as s3://backups/acme; empty for none.", { pattern: "^$|^s3://" }),
    endpointURL: text("Address of a store that is not AWS."),
    existingSecret: text("Secret with access-key and secret-key."),
  }),
};
export const clusterKeys = {
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
export const storage = group("Disk of each instance.", {
  size: text("Such as 20Gi.", size),
  storageClass: text("Storage class; the cluster's default when empty."),
});
export const issued = (description: string, properties: Record<string, Schema>) => group(description, properties);

/** Keys all three charts share. */
export const shared = {
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
export const migrations = {
  enabled: flag("Whether pods migrate before they start; without it, secrets need db-app-password."),
  image: group("Image of the migrations; the API's when empty.", {
    repository: text("Name without tag."),
    tag: text("Tag; the chart's own release when empty."),
  }),
};
export const workshop = {
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
export const ingress = (more: Record<string, Schema> = {}) =>
  group("Ingress object.", {
    enabled: flag("Whether it is made."),
    className: text("Ingress class.", { minLength: 1 }),
    annotations: free("Further annotations."),
    ...more,
  });
