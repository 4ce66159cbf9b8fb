import Type, { type TProperties, type TSchema } from "typebox";
import { Errors } from "typebox/value";
import type { KubeObject } from "./objects.ts";

/**
 * The fields of CloudNativePG we use, closed: what is not here is refused. All came with 1.22.0 or before, except where
 * `since` says so; a chart may render such a field only when the cluster is known to be newer.
 */
const closed = (properties: TProperties) => Type.Object(properties, { additionalProperties: false });
const maybe = <T extends TSchema>(schema: T) => Type.Optional(schema);
const texts = Type.Array(Type.String());
const words = Type.Record(Type.String(), Type.String());
const keyOf = closed({ name: Type.String(), key: Type.String() });

const objectStore = closed({
  destinationPath: Type.String(),
  endpointURL: maybe(Type.String()),
  s3Credentials: closed({ accessKeyId: keyOf, secretAccessKey: keyOf }),
  wal: closed({ compression: Type.Literal("gzip") }),
  data: closed({ compression: Type.Literal("gzip") }),
});
const amounts = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]));
const metadata = closed({
  name: Type.String(),
  namespace: maybe(Type.String()),
  labels: words,
  annotations: maybe(words),
});

const cluster = closed({
  apiVersion: Type.Literal("postgresql.cnpg.io/v1"),
  kind: Type.Literal("Cluster"),
  metadata,
  spec: closed({
    imageName: Type.String({ pattern: ":[0-9]+\\.[0-9]+" }),
    imagePullSecrets: maybe(Type.Array(closed({ name: Type.String() }))),
    instances: Type.Integer({ minimum: 1 }),
    inheritedMetadata: closed({ labels: words }),
    enableSuperuserAccess: Type.Literal(false),
    primaryUpdateStrategy: Type.Literal("unsupervised"),
    storage: closed({ size: Type.String(), storageClass: maybe(Type.String()) }),
    resources: closed({ requests: amounts, limits: amounts }),
    affinity: closed({
      enablePodAntiAffinity: Type.Literal(true),
      topologyKey: Type.Literal("kubernetes.io/hostname"),
      podAntiAffinityType: Type.Union([Type.Literal("required"), Type.Literal("preferred")]),
    }),
    postgresql: closed({
      parameters: words,
      pg_ident: maybe(Type.Array(Type.String(), { since: "1.22.1" })),
    }),
    bootstrap: closed({
      initdb: maybe(
        closed({
          database: Type.String(),
          owner: Type.String(),
          dataChecksums: Type.Literal(true),
          encoding: Type.Literal("UTF8"),
          postInitSQL: maybe(texts),
          postInitTemplateSQL: maybe(texts),
          postInitApplicationSQL: texts,
        }),
      ),
      recovery: maybe(
        closed({
          source: Type.String(),
          database: Type.String(),
          owner: Type.String(),
          recoveryTarget: maybe(closed({ targetTime: Type.String() })),
        }),
      ),
    }),
    externalClusters: maybe(Type.Array(closed({ name: Type.String(), barmanObjectStore: objectStore }))),
    backup: maybe(
      closed({ retentionPolicy: Type.String({ pattern: "^[1-9][0-9]*d$" }), barmanObjectStore: objectStore }),
    ),
    monitoring: maybe(closed({ enablePodMonitor: Type.Boolean() })),
  }),
});

const scheduledBackup = closed({
  apiVersion: Type.Literal("postgresql.cnpg.io/v1"),
  kind: Type.Literal("ScheduledBackup"),
  metadata,
  spec: closed({
    schedule: Type.String({ pattern: "^0( \\S+){5}$" }),
    backupOwnerReference: Type.Literal("self"),
    cluster: closed({ name: Type.String() }),
  }),
});

const kinds: Record<string, TSchema> = { Cluster: cluster, ScheduledBackup: scheduledBackup };

/** Faults of an object of CloudNativePG. */
export function cnpgFaults(object: KubeObject): string[] {
  const { kind, metadata } = object;
  const schema = kinds[kind];
  if (schema === undefined) return [`${kind} ${metadata.name}: CloudNativePG's ${kind} is none of the kinds we use`];
  return [...Errors(schema, object)].map(
    ({ instancePath, message }) => `${kind} ${metadata.name}: ${instancePath || "/"} ${message}`,
  );
}
