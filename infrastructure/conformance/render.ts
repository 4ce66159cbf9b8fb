import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { generatedFiles } from "../k8s/generated.ts";
import { type Case, chartFolder, guideFile, renderCase, renderedCase, renderedCases } from "./charts.ts";
import { type Check, holds, inPairs, none } from "./check.ts";
import { find, type KubeObject, nameOf } from "./objects.ts";
import { helm, root } from "./programs.ts";
import { quotaFaults } from "./quota.ts";
import { marked } from "./sentinels.ts";

const charts = ["mechanicbuddy-system", "mechanicbuddy-free-tier", "mechanicbuddy-tenant"] as const;

async function chartsAreClean(): Promise<void> {
  await inPairs(charts, (chart) =>
    helm("lint", chartFolder(chart), "--strict", "--values", guideFile(lintedWith[chart]), "--quiet"),
  );
}
const lintedWith = {
  "mechanicbuddy-system": "production-values.yaml",
  "mechanicbuddy-free-tier": "free-tier-values-production.yaml",
  "mechanicbuddy-tenant": "tenant-acme-values.yaml",
};

/** Made secrets differ from one rendering to the next, nothing else may. */
async function renderingIsRepeatable(): Promise<void> {
  const faults = await inPairs(await renderedCases(), async ({ text, ...one }) => {
    const again = await renderCase(one);
    const plain = (rendered: string) => rendered.replace(/^( {2}[a-z-]+(-secret|-password): ).*$/gm, "$1…");
    return plain(again.text) === plain(text) ? [] : [`${one.name}: rendering it again gives other objects`];
  });
  none(faults.flat());
}

async function derivedFilesAreCurrent(): Promise<void> {
  const faults: string[] = [];
  for (const [path, text] of await generatedFiles()) {
    const there = await readFile(path, "utf8").catch(() => "");
    if (there !== text) faults.push(`${relative(root, path)} is not current: run npm run k8s:base`);
  }
  none(faults);
}

/** Every value of a file the guide prints shows in some object; every switch changes one. */
async function keysArrive(file: string, one: Pick<Case, "chart" | "namespace">): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "values-"));
  try {
    const text = await readFile(guideFile(file), "utf8");
    const { values, marks, switches } = marked(text);
    const written = join(folder, "values.yaml");
    await writeFile(written, stringify(values));
    const base: Case = { name: file, ...one, files: [written], set: [] };
    const { objects } = await renderCase(base);
    const shown = JSON.stringify(objects.map(withPlainSecrets));
    const lost = marks
      .filter(({ mark }) => !shown.includes(mark))
      .map(({ path }) => `${file}: ${path} reaches no object`);
    const dead = await inPairs(switches, async (path) => {
      // A switch may also ask for what it then needs.
      const without = await renderCase({ ...base, set: [`${path}=false`] }).catch((error: Error) => error.message);
      const same = typeof without !== "string" && without.objects.map(nameOf).join() === objects.map(nameOf).join();
      return same ? [`${file}: ${path} switches nothing`] : [];
    });
    none([...lost, ...dead.flat()]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function withPlainSecrets(object: KubeObject): KubeObject {
  if (object.kind !== "Secret") return object;
  const plain = Object.entries(object.data ?? {}).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]);
  return { ...object, data: Object.fromEntries(plain) };
}

/** What a chart refuses, it refuses with a sentence that names the key. */
async function faultsAreNamed(): Promise<void> {
  const refused: [Pick<Case, "chart" | "namespace">, string[], string][] = [
    [tenantChart, [], "tenant"],
    [tenantChart, ["tenant.id=Acme"], "tenant/id"],
    [tenantChart, ["tenant.id=acme", "api.replica=2"], "replica"],
    [
      tenantChart,
      ["tenant.id=acme", "api.extraEnv[0].name=JWT_SECRET", "api.extraEnv[0].value=x"],
      "api.extraEnv repeats JWT_SECRET",
    ],
    [
      tenantChart,
      ["tenant.id=acme", "postgresql.backup.objectStore.destinationPath=s3://backups"],
      "existingSecret is empty",
    ],
    [freeTierChart, [], "postgresql.password is empty"],
    [systemChart, ["postgresql.enabled=false"], "postgresql.external.host is empty"],
    [systemChart, ["ingress.hosts=x"], "hosts"],
    [tenantChart, ["tenant.id=acme", "api.replicas=0"], "api/replicas"],
    [tenantChart, ["tenant.id=acme", "postgresql.backup.schedule=hourly"], "postgresql/backup/schedule"],
    // Right one by one, wrong together.
    [
      tenantChart,
      ["tenant.id=acme", "secrets.existingSecret=a", "secrets.jwtSecret=b"],
      "so secrets.jwtSecret would be ignored",
    ],
    [tenantChart, ["tenant.id=acme", "email.apiKey=a"], "email.host is empty"],
    [tenantChart, ["tenant.id=acme", "migrations.enabled=false"], "give secrets.dbAppPassword"],
    [
      tenantChart,
      ["tenant.id=acme", "postgresql.recovery.targetTime=2026-05-01"],
      "postgresql.recovery.source is empty",
    ],
    [
      tenantChart,
      [
        ...["tenant.id=acme", "postgresql.backup.enabled=false"],
        ...["postgresql.backup.objectStore.destinationPath=s3://b", "postgresql.backup.objectStore.existingSecret=s"],
      ],
      "backups are off",
    ],
    [
      tenantChart,
      ["tenant.id=acme", "autoscaling.enabled=true", "autoscaling.maxReplicas=1"],
      "autoscaling.maxReplicas is 1, fewer than the 2 of api.replicas",
    ],
    [tenantChart, ["tenant.id=acme", "domains.custom[0]=acme.mechanicbuddy.app"], "which is there already"],
    [freeTierChart, ["postgresql.password=a", "postgresql.existingSecret=b"], "a Secret with db-password as well"],
    [freeTierChart, ["postgresql.password=a", "postgresql.cluster.enabled=true"], "a password of its own"],
    [freeTierChart, ["postgresql.password=a", "resourceQuota.pods=6"], "resourceQuota.pods is 6, but"],
    [systemChart, ["postgresql.external.host=db"], "postgresql.enabled is true"],
    [systemChart, ["ingress.tls.wildcard=true", "ingress.tls.enabled=false"], "ingress.tls.enabled is false"],
    [systemChart, ["cloudflare.zoneId=z"], "secrets.cloudflareApiToken is empty"],
    [systemChart, ["npm.enabled=true"], "secrets.npmApiUrl is empty"],
    [systemChart, ["clusterIssuers.create=true"], "clusterIssuers.email is empty"],
  ];
  const faults = await inPairs(refused, async ([one, set, sentence]) => {
    const message = await renderCase({ ...one, name: "", files: [], set }).then(
      () => "nothing: it was accepted",
      (error: Error) => error.message,
    );
    return message.includes(sentence) ? [] : [`${one.chart} with ${set.join(",") || "nothing"} says ${message}`];
  });
  none(faults.flat());
}

const systemChart = { chart: "mechanicbuddy-system", namespace: "mechanicbuddy-system" } as const;
const freeTierChart = { chart: "mechanicbuddy-free-tier", namespace: "mechanicbuddy-free-tier" } as const;
const tenantChart = { chart: "mechanicbuddy-tenant", namespace: "tenant-acme" } as const;

async function absentLimitIsUnlimited(): Promise<void> {
  const { objects } = await renderedCase("tenant, as the guide prints it");
  const limit = find(objects, "ConfigMap", "acme-config").metadata.annotations?.["mechanicbuddy.app/mechanic-limit"];
  holds(limit === "unlimited", `mechanicLimit: null is read as ${limit}`);
}

async function fourOfEachFit(): Promise<void> {
  const { objects } = await renderedCase("free tier, as the guide prints it");
  none(quotaFaults(objects, { "free-tier-api": 4, "free-tier-web": 4 }));
}

/** Names the guide's commands and tables use. */
async function namesAreThere(name: string, names: [kind: string, name: string][]): Promise<void> {
  const { objects } = await renderedCase(name);
  for (const [kind, wanted] of names) find(objects, kind, wanted);
}

async function comparisonHolds(): Promise<void> {
  const { objects } = await renderedCase("free tier, as the guide prints it");
  const replicas = ["free-tier-api", "free-tier-web"].map((name) => find(objects, "Deployment", name).spec.replicas);
  holds(replicas.join() === "2,2", `the shared instance has ${replicas.join(" and ")} pods instead of 2 and 2`);
  const { hard } = find(objects, "ResourceQuota", "free-tier-quota").spec;
  const bounds = Object.values(hard).join(" ");
  holds(bounds === "4 8Gi 8 16Gi 20", `the quota is ${bounds}`);
  const settings = find(objects, "ConfigMap", "free-tier-config").data ?? {};
  holds(settings.MULTI_TENANCY === "true" && settings.MAX_TENANTS === "100", "it does not take 100 workshops");
  const dedicated = await renderedCase("tenant, as the guide prints it");
  const alone = find(dedicated.objects, "ConfigMap", "acme-config").data ?? {};
  holds(alone.MULTI_TENANCY === "false" && alone.TENANT_ID === "acme", "a dedicated instance is not for one workshop");
}

export const checks: Check[] = [
  { row: "production-values", run: chartsAreClean },
  { row: "production-values", run: derivedFilesAreCurrent },
  { row: "production-values", run: renderingIsRepeatable },
  { row: "production-values", run: faultsAreNamed },
  { row: "production-values", run: () => keysArrive("production-values.yaml", systemChart) },
  { row: "production-values", run: () => keysArrive("management-production-values.yaml", systemChart) },
  { row: "free-tier-values", run: () => keysArrive("free-tier-values-production.yaml", freeTierChart) },
  { row: "tenant-values", run: () => keysArrive("tenant-acme-values.yaml", tenantChart) },
  { row: "tenant-values", run: absentLimitIsUnlimited },
  { row: "free-tier-argocd-sync", run: async () => void (await renderedCase("free tier, as shipped")) },
  { row: "comparison", run: comparisonHolds },
  { row: "comparison", run: fourOfEachFit },
  {
    row: "cluster-pg-dump",
    run: async () => {
      const { objects } = await renderedCase("system, everything on");
      const { postgresql, bootstrap } = find(objects, "Cluster", "mechanicbuddy-management-db").spec;
      holds(
        postgresql.pg_ident?.includes("local postgres mechanicbuddy"),
        "the pod's own login may not act as mechanicbuddy",
      );
      holds(
        bootstrap.initdb.postInitSQL.includes('grant pg_read_all_data to "mechanicbuddy" with admin option'),
        "mechanicbuddy may not read all tables",
      );
      const older = await renderedCase("system, first printing of the guide");
      const { pg_ident } = find(older.objects, "Cluster", "mechanicbuddy-management-db").spec.postgresql;
      holds(pg_ident === undefined, "CloudNativePG 1.22.0 would refuse the cluster for its ident map");
    },
  },
  {
    row: "troubleshooting",
    run: async () => {
      await namesAreThere("system, first printing of the guide", [
        ["Certificate", "mechanicbuddy-tls"],
        ["Ingress", "mechanicbuddy"],
        ["Deployment", "management-api"],
        ["Deployment", "management-portal"],
      ]);
      const { objects } = await renderedCase("system, first printing of the guide");
      const { labels } = find(objects, "Cluster", "mechanicbuddy-management-db").spec.inheritedMetadata;
      holds(labels.app === "postgresql", "get pods -l app=postgresql finds nothing");
    },
  },
];
