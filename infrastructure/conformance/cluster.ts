import { copyFile, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeKubernetes, startFakeKubernetes } from "@mechanicbuddy/management-api/providers/kubernetes.fake";
import { guideFile } from "./charts.ts";
import { type Check, holds, none } from "./check.ts";
import { type GuideLine, helmLines, kustomizeLines } from "./guide-lines.ts";
import { type KubeObject, treesOf } from "./objects.ts";
import { type Programs, programsOn, root } from "./programs.ts";
import { quotaFaults } from "./quota.ts";
import { kindFaults } from "./schema.ts";

interface Cluster {
  fake: FakeKubernetes;
  on: Programs;
  /** A working copy with the files the guide has a person write. */
  folder: string;
}

const freeTier = "infrastructure/helm/charts/mechanicbuddy-free-tier";
const production = "infrastructure/k8s/overlays/production";
/** Where the guide puts the files it prints. */
const written: Record<string, string> = {
  "production-values.yaml": "production-values.yaml",
  "tenant-acme-values.yaml": "tenant-acme-values.yaml",
  "free-tier-values-production.yaml": `${freeTier}/values-production.yaml`,
  "secrets.yaml": `${production}/secrets.yaml`,
  "kustomization.yaml": `${production}/kustomization.yaml`,
};

async function onACluster<T>(work: (cluster: Cluster) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "guide-"));
  const fake = await startFakeKubernetes({
    faultsOf: (object) => kindFaults([object as KubeObject]),
    logOf: ({ container, pod }) => [`${container} of ${pod} started`],
    run: async ({ pod, namespace, container }, command) => inContainer(fake, namespace, pod, container, command),
  });
  try {
    for (const part of ["helm", "k8s", "argocd"])
      await cp(join(root, "infrastructure", part), join(folder, "infrastructure", part), {
        recursive: true,
        verbatimSymlinks: true,
      });
    for (const [name, place] of Object.entries(written)) await copyFile(guideFile(name), join(folder, place));
    const kubeconfig = join(folder, "kubeconfig");
    await writeFile(kubeconfig, fake.kubeconfig);
    return await work({ fake, on: programsOn(kubeconfig), folder });
  } finally {
    await fake.stop();
    await rm(folder, { recursive: true });
  }
}

/** What the commands the guide runs in containers find there: a port is answered when the container has it. */
async function inContainer(
  fake: FakeKubernetes,
  namespace: string,
  name: string,
  container: string,
  command: string[],
) {
  const [program, address = ""] = command;
  const pod = fake.objects("Pod", namespace).find(({ metadata }) => metadata.name === name);
  if (program === "pg_dump" && container === "postgres")
    return { stdout: "-- PostgreSQL database dump\n", exitCode: 0 };
  if (program !== "curl") return { stderr: `${program}: not found\n`, exitCode: 127 };
  const { port, pathname } = new URL(address);
  const own = treesOf(pod?.spec, "containers").find((one) => one.name === container);
  const isOpen = treesOf(own, "ports").some(({ containerPort }) => String(containerPort) === port);
  return isOpen
    ? { stdout: `${port} of ${container} answers ${pathname}\n`, exitCode: 0 }
    : { stderr: `curl: (7) Failed to connect to localhost port ${port}\n`, exitCode: 7 };
}

/** Faults of a walk, by row. */
type Faults = Map<string, string[]>;

async function runLines({ on, folder }: Cluster, lines: GuideLine[], faults: Faults, rows: string[]): Promise<void> {
  const meant = lines.filter(({ row }) => rows.length === 0 || rows.includes(row));
  for (const { row, line, shows, follows } of meant) {
    await attempt(faults, row, async () => {
      const printed = await (follows ? on.follow(...line.split(" ").slice(1)) : on.shell(line, folder));
      if (shows !== undefined && !shows.test(printed)) throw new Error(`${line} prints ${printed}`);
    });
  }
}

async function attempt(faults: Faults, row: string, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    faults.set(row, [...(faults.get(row) ?? []), (error as Error).message]);
  }
}

async function walkKustomize(): Promise<Faults> {
  const faults: Faults = new Map();
  await onACluster(async (cluster) => {
    await runLines(cluster, kustomizeLines, faults, []);
    await attempt(faults, "kustomize-apply", () => newTagsArrive(cluster));
  });
  return faults;
}

/** The deploy workflow's way: a new tag in the kustomization, applied over what runs. */
async function newTagsArrive({ fake, on, folder }: Cluster): Promise<void> {
  const change = `sed -i 's/newTag: .*/newTag: v9.9.9/' ${production}/kustomization.yaml && kubectl apply -k ${production}`;
  await on.shell(change, folder);
  for (const name of ["mechanicbuddy-api", "mechanicbuddy-web"])
    await on.shell(`kubectl -n mechanicbuddy-system rollout status deployment/${name} --timeout=20s`, folder);
  const pods = fake.objects("Pod", "mechanicbuddy-system").filter(({ metadata }) => /-(api|web)-/.test(metadata.name));
  const images = pods
    .flatMap(({ spec }) => [...treesOf(spec, "initContainers"), ...treesOf(spec, "containers")])
    .map(({ image }) => String(image))
    .filter((image) => /mechanicbuddy-(api|web|dbup):/.test(image));
  holds(images.length > 0 && images.every((image) => image.endsWith(":v9.9.9")), "pods with the old tag stay");
}

async function walkHelm(): Promise<Faults> {
  const faults: Faults = new Map();
  await onACluster(async (cluster) => {
    const { fake } = cluster;
    const lines = (...rows: string[]) => runLines(cluster, helmLines, faults, rows);
    await runLines(cluster, helmLines.slice(0, 1), faults, []);
    const secrets = dataOf(fake, "mechanicbuddy-system", "mechanicbuddy-secrets");
    await runLines(cluster, helmLines.slice(1, 4), faults, []);
    await attempt(faults, "system-install", () => upgradeKeepsAll(cluster, secrets));
    await attempt(faults, "system-install", () => secondPrintingInstalls(cluster));
    await lines(
      "argocd-system",
      "free-tier-install",
      "free-tier-argocd",
      "free-tier-health",
      "free-tier-logs",
      "free-tier-scale",
    );
    await attempt(faults, "free-tier-scale", () => scaledFits(cluster));
    await lines("tenant-install", "tenant-verify", "tier-files");
    await attempt(faults, "tier-files", () => tiersAreInstalled(cluster));
    await lines("kubectl-listing", "kubectl-top", "logs", "cluster-pg-dump", "updates", "troubleshooting");
    await attempt(faults, "updates", () => newImageServes(cluster));
  });
  return faults;
}

const dataOf = (fake: FakeKubernetes, namespace: string, name: string) =>
  JSON.stringify(fake.objects("Secret", namespace).find(({ metadata }) => metadata.name === name)?.data);

/** An upgrade with the same values writes the same bytes, secrets included, although most of them were made up. */
async function upgradeKeepsAll({ fake, on }: Cluster, secrets: string): Promise<void> {
  const now = dataOf(fake, "mechanicbuddy-system", "mechanicbuddy-secrets");
  holds(now !== undefined && now === secrets, "the upgrade changed a secret");
  const manifest = (revision: string) =>
    on.helm("get", "manifest", "mechanicbuddy-system", "-n", "mechanicbuddy-system", "--revision", revision);
  holds((await manifest("1")) === (await manifest("2")), "the same values render other bytes the second time");
}

/** The guide prints the file twice, the second time with the vendors' secrets: those arrive, and what was made up stays. */
async function secondPrintingInstalls({ fake, on, folder }: Cluster): Promise<void> {
  const keysOf = () =>
    JSON.parse(dataOf(fake, "mechanicbuddy-system", "mechanicbuddy-secrets")) as Record<string, string>;
  const before = keysOf();
  await copyFile(guideFile("management-production-values.yaml"), join(folder, "production-values.yaml"));
  await on.shell(helmLines[0]?.line ?? "", folder);
  const after = keysOf();
  holds(after["npm-api-token"] !== undefined, "the second printing's token for Nginx Proxy Manager does not arrive");
  none(
    Object.keys(before)
      .filter((key) => before[key] !== after[key])
      .map((key) => `the second printing changes ${key}`),
  );
}

/** Four of each run, and the quota of what is really there has room for an update. */
async function scaledFits({ fake, on, folder }: Cluster): Promise<void> {
  const namespace = "mechanicbuddy-free-tier";
  for (const name of ["free-tier-api", "free-tier-web"])
    await on.shell(`kubectl -n ${namespace} rollout status deployment/${name} --timeout=20s`, folder);
  const kinds = ["Deployment", "Job", "ResourceQuota", "HorizontalPodAutoscaler"];
  none(quotaFaults(kinds.flatMap((kind) => fake.objects(kind, namespace)) as KubeObject[]));
}

function tiersAreInstalled({ fake }: Cluster): void {
  for (const [id, pods] of [
    ["acme", 2],
    ["enterprise", 3],
  ] as const) {
    for (const part of ["api", "web"]) {
      const running = fake
        .objects("Pod", `tenant-${id}`)
        .filter(({ metadata, status }) => metadata.name.startsWith(`${id}-${part}-`) && isRunning(status));
      holds(running.length === pods, `${id}: ${running.length} pods of ${part} run instead of ${pods}`);
    }
  }
}

const isRunning = (status: unknown) => (status as { phase?: string } | undefined)?.phase === "Running";

async function newImageServes({ fake, on, folder }: Cluster): Promise<void> {
  await on.shell("kubectl -n mechanicbuddy-system rollout status deployment/management-api --timeout=20s", folder);
  const images = fake
    .objects("Pod", "mechanicbuddy-system")
    .filter(({ metadata }) => metadata.name.startsWith("management-api-"))
    .flatMap(({ spec }) => treesOf(spec, "containers").map(({ image }) => image));
  holds(
    images.length === 2 && images.every((image) => image === "ghcr.io/your-org/mechanicbuddy-api:v1.1.0"),
    `management-api runs ${images.join(" and ")}`,
  );
}

let kustomized: Promise<Faults> | undefined;
let helmed: Promise<Faults> | undefined;

/** Each way is walked once; a row looks at its own lines. */
const rowOf = (row: string, walk: () => Promise<Faults>): Check => ({
  row,
  run: async () => none((await walk()).get(row) ?? []),
});

export const checks: Check[] = [
  rowOf("kustomize-apply", () => (kustomized ??= walkKustomize())),
  ...[...new Set(helmLines.map(({ row }) => row))].map((row) => rowOf(row, () => (helmed ??= walkHelm()))),
];
