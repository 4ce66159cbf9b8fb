import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programsOn, programsRun } from "../../../../infrastructure/conformance/programs.ts";
import { openTestCluster, type TestCluster } from "../testing/cluster.ts";
import { type Helm, openHelm } from "./helm.ts";
import { type Kubernetes, openKubernetes } from "./kubernetes.ts";
import { Denied, Trouble } from "./trouble.ts";

describe.skipIf(!programsRun)("Kubernetes", () => {
  let cluster: TestCluster;
  let kubernetes: Kubernetes;
  let helm: Helm;
  beforeAll(async () => {
    cluster = await openTestCluster();
    const { KUBERNETES_API_URL: url, KUBECONFIG: kubeconfig, HELM_PATH: program } = cluster.settings;
    kubernetes = openKubernetes({ url, tokenFile: "", caFile: "", ownNamespace: "mechanicbuddy-system" });
    helm = openHelm({ program, kubeconfig });
  });
  afterAll(() => cluster.stop());

  const acme = { name: "tenant-acme", tenant: "acme", tier: "professional" };
  const release = (tier: string) => ({
    name: "mechanicbuddy-tenant-acme",
    namespace: "tenant-acme",
    chart: `${cluster.settings.CHARTS_DIR}/mechanicbuddy-tenant`,
    files: [],
    values: { tenant: { id: "acme", tier } },
  });
  /** Runs helm until the chart's hook runs, which never ends, and kills it there. */
  async function dieInTheMiddle(): Promise<void> {
    const { name, namespace, chart } = release("professional");
    const before = new Set(cluster.fake.objects("Job", namespace).map(({ metadata }) => metadata.uid));
    cluster.fake.willBe({ kind: "Job", name: "acme-migration", afterMs: Number.POSITIVE_INFINITY });
    const args = ["upgrade", "--install", name, chart, "--namespace", namespace, "--set", "tenant.id=acme"];
    const { KUBECONFIG, HELM_PATH } = cluster.settings;
    const child = spawn(HELM_PATH, args, { env: { HOME: "/nowhere", KUBECONFIG }, stdio: "ignore" });
    const isNew = () => cluster.fake.objects("Job", namespace).some(({ metadata }) => !before.has(metadata.uid));
    while (!isNew()) await setTimeout(20);
    child.kill("SIGKILL");
    await once(child, "close");
  }

  test("a namespace is made once with our labels and rights, corrected, and removed", async () => {
    await kubernetes.ensureNamespace(acme);
    await kubernetes.ensureNamespace({ ...acme, tier: "enterprise" });
    expect(await kubernetes.namespaces()).toEqual([{ ...acme, tier: "enterprise" }]);
    const [binding] = cluster.fake.objects("RoleBinding", "tenant-acme");
    expect(binding).toMatchObject({
      roleRef: { kind: "ClusterRole", name: "mechanicbuddy-tenant-manager" },
      subjects: [{ kind: "ServiceAccount", name: "management-api", namespace: "mechanicbuddy-system" }],
    });
    while (!(await kubernetes.removeNamespace("tenant-acme", "acme"))) await setTimeout(20);
    expect(await kubernetes.namespaces()).toEqual([]);
  });

  test("a namespace of somebody else is never touched", async () => {
    const { kubectl } = programsOn(cluster.settings.KUBECONFIG);
    await kubectl("create", "namespace", "tenant-taken");
    const taken = { name: "tenant-taken", tenant: "taken", tier: "professional" };
    await expect(kubernetes.ensureNamespace(taken)).rejects.toBeInstanceOf(Denied);
    await expect(kubernetes.removeNamespace("tenant-taken", "taken")).rejects.toBeInstanceOf(Denied);
    await kubectl("label", "namespace", "tenant-taken", "mechanicbuddy.app/tenant-id=other");
    await expect(kubernetes.removeNamespace("tenant-taken", "taken")).rejects.toThrow("is not this workshop's");
  });

  test("busy, broken and lost answers may pass, of the cluster and through helm", async () => {
    cluster.fake.be({ kind: "status", status: 429, times: 1, headers: { "retry-after": "7" } });
    await expect(kubernetes.namespaces()).rejects.toMatchObject({ name: "Trouble", retryAfter: 7 });
    for (const mood of [{ kind: "status", status: 500 }, { kind: "drop" }, { kind: "garbage" }] as const) {
      cluster.fake.be({ ...mood, times: 1 } as never);
      await expect(kubernetes.namespaces()).rejects.toBeInstanceOf(Trouble);
    }
    cluster.fake.be({ kind: "status", status: 503, times: 1000 });
    await expect(helm.isDeployed("mechanicbuddy-tenant-acme", "tenant-acme")).rejects.toBeInstanceOf(Trouble);
    cluster.fake.recover();
  });

  test("values the chart refuses stop at once, with its sentence; a missing program says what to set", async () => {
    await kubernetes.ensureNamespace(acme);
    const refused = helm.upgrade(release("gold"), false);
    await expect(refused).rejects.toBeInstanceOf(Denied);
    await expect(refused).rejects.toThrow(/helm: .*tier/);
    const none = openHelm({ program: "/nowhere/helm", kubeconfig: undefined });
    await expect(none.isDeployed("a", "b")).rejects.toThrow("HELM_PATH");
  });

  test("an installation or upgrade whose process died does not stand in the way of the next", async () => {
    await kubernetes.ensureNamespace(acme);
    for (const _ of ["install", "upgrade"]) {
      await dieInTheMiddle();
      expect(await helm.isDeployed("mechanicbuddy-tenant-acme", "tenant-acme")).toBe(false);
      await helm.upgrade(release("professional"), false);
      expect(await helm.isDeployed("mechanicbuddy-tenant-acme", "tenant-acme")).toBe(true);
    }
    expect(await helm.uninstall("mechanicbuddy-tenant-acme", "tenant-acme")).toBe(true);
    expect(await helm.uninstall("mechanicbuddy-tenant-acme", "tenant-acme")).toBe(false);
  });
});
