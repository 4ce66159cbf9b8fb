import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { helmProgram, root } from "../../../../infrastructure/conformance/programs.ts";
import { type FakeKubernetes, startFakeKubernetes } from "../providers/kubernetes.fake.ts";

/** A cluster for tests, and the settings that lead the platform to it. */
export interface TestCluster {
  fake: FakeKubernetes;
  settings: {
    PROVIDERS_KUBERNETES: "fake";
    KUBERNETES_API_URL: string;
    KUBECONFIG: string;
    HELM_PATH: string;
    CHARTS_DIR: string;
  };
  stop(): Promise<void>;
}

/** Starts an empty cluster that the real helm works with. */
export async function openTestCluster(): Promise<TestCluster> {
  const fake = await startFakeKubernetes();
  const folder = await mkdtemp(join(tmpdir(), "cluster-"));
  const kubeconfig = join(folder, "kubeconfig");
  await writeFile(kubeconfig, fake.kubeconfig);
  return {
    fake,
    settings: {
      PROVIDERS_KUBERNETES: "fake",
      KUBERNETES_API_URL: fake.url,
      KUBECONFIG: kubeconfig,
      HELM_PATH: await helmProgram(),
      CHARTS_DIR: join(root, "infrastructure/helm/charts"),
    },
    stop: async () => {
      await fake.stop();
      await rm(folder, { recursive: true });
    },
  };
}
