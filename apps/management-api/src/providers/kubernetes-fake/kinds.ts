/** A kind of object the API server knows. */
export interface Kind {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  shortNames: string[];
  /** Listed by `kubectl get all`. */
  inAll: boolean;
  subresources: string[];
  /** Comes from a CustomResourceDefinition, not from Kubernetes itself. */
  custom: boolean;
}

interface More {
  short?: string[];
  all?: boolean;
  sub?: string[];
  cluster?: boolean;
  plural?: string;
}

const plain = (word: string) =>
  word.endsWith("y") ? `${word.slice(0, -1)}ies` : /(s|ss|x)$/.test(word) ? `${word}es` : `${word}s`;

function kindsOf(groupVersion: string, named: Record<string, More>, custom = false): Kind[] {
  const [version = "", group = ""] = groupVersion.split("/").reverse();
  return Object.entries(named).map(([kind, { short = [], all = false, sub = [], cluster = false, plural }]) => ({
    group,
    version,
    kind,
    plural: plural ?? plain(kind.toLowerCase()),
    namespaced: !cluster,
    shortNames: short,
    inAll: all,
    subresources: sub,
    custom,
  }));
}

/** Kubernetes' own kinds as far as charts and the guide's commands touch them, then those of the operators we use. */
export const allKinds: Kind[] = [
  ...kindsOf("v1", {
    Namespace: { short: ["ns"], cluster: true, sub: ["status", "finalize"] },
    Node: { short: ["no"], cluster: true },
    Pod: { short: ["po"], all: true, sub: ["status", "log", "exec"] },
    Service: { short: ["svc"], all: true, sub: ["status"] },
    Secret: {},
    ConfigMap: { short: ["cm"] },
    ServiceAccount: { short: ["sa"] },
    PersistentVolumeClaim: { short: ["pvc"], sub: ["status"] },
    PersistentVolume: { short: ["pv"], cluster: true },
    ResourceQuota: { short: ["quota"], sub: ["status"] },
    LimitRange: { short: ["limits"] },
    Event: { short: ["ev"] },
    Endpoints: { short: ["ep"], plural: "endpoints" },
  }),
  ...kindsOf("apps/v1", {
    Deployment: { short: ["deploy"], all: true, sub: ["status", "scale"] },
    ReplicaSet: { short: ["rs"], all: true, sub: ["status", "scale"] },
    StatefulSet: { short: ["sts"], all: true, sub: ["status", "scale"] },
    DaemonSet: { short: ["ds"], all: true, sub: ["status"] },
  }),
  ...kindsOf("batch/v1", {
    Job: { all: true, sub: ["status"] },
    CronJob: { short: ["cj"], all: true, sub: ["status"] },
  }),
  ...kindsOf("networking.k8s.io/v1", {
    Ingress: { short: ["ing"], sub: ["status"] },
    IngressClass: { cluster: true },
    NetworkPolicy: { short: ["netpol"] },
  }),
  ...kindsOf("discovery.k8s.io/v1", { EndpointSlice: {} }),
  ...kindsOf("policy/v1", { PodDisruptionBudget: { short: ["pdb"], sub: ["status"] } }),
  ...kindsOf("autoscaling/v2", { HorizontalPodAutoscaler: { short: ["hpa"], all: true, sub: ["status"] } }),
  ...kindsOf("rbac.authorization.k8s.io/v1", {
    Role: {},
    RoleBinding: {},
    ClusterRole: { cluster: true },
    ClusterRoleBinding: { cluster: true },
  }),
  ...kindsOf("admissionregistration.k8s.io/v1", {
    ValidatingAdmissionPolicy: { cluster: true },
    ValidatingAdmissionPolicyBinding: { cluster: true },
  }),
  ...kindsOf("storage.k8s.io/v1", { StorageClass: { short: ["sc"], cluster: true } }),
  ...kindsOf("metrics.k8s.io/v1beta1", { PodMetrics: { plural: "pods" } }),
  ...kindsOf("apiextensions.k8s.io/v1", { CustomResourceDefinition: { short: ["crd", "crds"], cluster: true } }),
  ...kindsOf(
    "postgresql.cnpg.io/v1",
    { Cluster: { sub: ["status"] }, Backup: { sub: ["status"] }, ScheduledBackup: { sub: ["status"] } },
    true,
  ),
  ...kindsOf(
    "cert-manager.io/v1",
    {
      Certificate: { short: ["cert", "certs"], sub: ["status"] },
      CertificateRequest: { short: ["cr", "crs"], sub: ["status"] },
      Issuer: { sub: ["status"] },
      ClusterIssuer: { cluster: true, sub: ["status"] },
    },
    true,
  ),
  ...kindsOf(
    "argoproj.io/v1alpha1",
    { Application: { short: ["app", "apps"] }, AppProject: { short: ["appproj"] } },
    true,
  ),
  ...kindsOf(
    "monitoring.coreos.com/v1",
    {
      ServiceMonitor: { short: ["smon"] },
      PodMonitor: { short: ["pmon"] },
      PrometheusRule: { short: ["promrule"] },
    },
    true,
  ),
];

/** `apps/v1`, or `v1` for the kinds without a group. */
export function groupVersionOf({ group, version }: Pick<Kind, "group" | "version">): string {
  return group === "" ? version : `${group}/${version}`;
}

/** `deployments.apps`, as errors name a kind. */
export function resourceOf({ plural, group }: Kind): string {
  return group === "" ? plural : `${plural}.${group}`;
}

/** The kind that is always there. @throws when the table above does not hold it */
export function kindNamed(name: string): Kind {
  const found = allKinds.find(({ kind }) => kind === name);
  if (found === undefined) throw new Error(`there is no kind ${name}`);
  return found;
}
