import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, describe as always, beforeAll, it as ever, expect } from "vitest";
import { type Programs, programsOn, programsRun, root } from "../../../../infrastructure/conformance/programs.ts";
import { type FakeKubernetes, startFakeKubernetes } from "./kubernetes.fake.ts";
import { at } from "./kubernetes-fake/object.ts";

const describe = always.skipIf(!programsRun);
const it = ever.skipIf(!programsRun);
let folder: string;
let fake: FakeKubernetes;
let on: Programs;
const chart = join(root, "infrastructure/helm/charts/mechanicbuddy-tenant");

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fake-kubernetes-"));
  fake = await startFakeKubernetes({
    logOf: ({ pod, container }) => [`first line of ${container}`, `last line of ${pod}`],
    run: async ({ container, labels }, command, stdin) => {
      const [program, ...words] = command;
      if (program === "echo") return { stdout: `${words.join(" ")} from ${container} of ${labels.app}\n`, exitCode: 0 };
      if (program === "cat") return { stdout: await text(stdin), exitCode: 0 };
      return { stderr: "no such program\n", exitCode: 3 };
    },
  });
  on = programsOn(await write("kubeconfig", fake.kubeconfig));
  // Unpacks the programs where that has not happened yet.
  if (programsRun) await on.helm("version");
});
afterAll(async () => {
  await fake.stop();
  await rm(folder, { recursive: true });
});

async function write(name: string, content: string | object): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const install = (id: string, ...more: string[]) =>
  on.helm(
    "upgrade",
    "--install",
    `mechanicbuddy-tenant-${id}`,
    chart,
    "--set",
    `tenant.id=${id}`,
    "-n",
    `tenant-${id}`,
    "--create-namespace",
    "--timeout",
    "10s",
    ...more,
  );
const refused = (work: Promise<string>) =>
  work.then(
    () => "",
    (error: Error) => error.message,
  );
const settings = (name: string, data: object) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data });

describe("helm", () => {
  it("installs a workshop, waits until it serves, and leaves its secrets alone at the next upgrade", async () => {
    expect(await install("acme", "--wait")).toContain("STATUS: deployed");
    const secrets = fake.objects("Secret", "tenant-acme").find(({ metadata }) => metadata.name === "acme-secrets");
    expect(await install("acme", "--set", "web.replicas=3", "--wait")).toContain("REVISION: 2");
    const after = fake.objects("Secret", "tenant-acme").find(({ metadata }) => metadata.name === "acme-secrets");
    expect(after?.data).toEqual(secrets?.data);
    const web = fake.objects("Deployment", "tenant-acme").find(({ metadata }) => metadata.name === "acme-web");
    expect(at(web, "status", "readyReplicas")).toBe(3);
  });

  it("goes back to the release before", async () => {
    await on.helm("rollback", "mechanicbuddy-tenant-acme", "1", "-n", "tenant-acme", "--wait", "--timeout", "10s");
    const web = fake.objects("Deployment", "tenant-acme").find(({ metadata }) => metadata.name === "acme-web");
    expect(at(web, "spec", "replicas")).toBe(2);
  });

  it("names the field when somebody else has scaled in between", async () => {
    await on.kubectl("-n", "tenant-acme", "scale", "deployment", "acme-api", "--replicas=4");
    const message = await refused(install("acme"));
    expect(message).toContain('conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas');
    expect(await install("acme", "--set", "api.replicas=4")).toContain("STATUS: deployed");
  });

  it("gives up on pods that never start, and on a migration that fails", async () => {
    fake.willBe({ kind: "Deployment", name: "beta-api", fails: "ImagePullBackOff" });
    expect(await refused(install("beta", "--wait"))).toContain("beta-api not ready. status: Failed");
    fake.willBe({ kind: "Job", name: "gamma-migration", fails: "BackoffLimitExceeded" });
    expect(await refused(install("gamma"))).toContain("gamma-migration not ready. status: Failed");
  });

  it("takes a release away and keeps what the chart asks to keep", async () => {
    await on.helm("uninstall", "mechanicbuddy-tenant-acme", "-n", "tenant-acme", "--wait");
    const left = (kind: string) => fake.objects(kind, "tenant-acme").map(({ metadata }) => metadata.name);
    expect(left("Deployment")).toEqual([]);
    expect(left("ReplicaSet")).toEqual([]);
    expect(left("Cluster")).toEqual(["acme-postgresql"]);
  });
});

describe("kubectl", () => {
  beforeAll(async () => {
    await on.kubectl("create", "namespace", "garage");
    await on.kubectl("apply", "-n", "garage", "-f", await write("web.json", web(2)));
    await on.kubectl("-n", "garage", "rollout", "status", "deployment/web", "--timeout=10s");
  });
  const kubectl = (...args: string[]) => on.kubectl("-n", "garage", ...args);

  it("waits for a database, and learns when it never comes", async () => {
    const cluster = (name: string) => ({
      apiVersion: "postgresql.cnpg.io/v1",
      kind: "Cluster",
      metadata: { name },
      spec: { instances: 2 },
    });
    await kubectl("apply", "-f", await write("db.json", cluster("db")));
    expect(await kubectl("wait", "--for=condition=Ready", "cluster/db", "--timeout=5s")).toContain("condition met");
    fake.willBe({ kind: "Cluster", name: "broken", fails: "Not enough disk space" });
    await kubectl("apply", "-f", await write("broken.json", cluster("broken")));
    expect(await refused(kubectl("wait", "--for=condition=Ready", "cluster/broken", "--timeout=1s"))).toContain(
      "timed out",
    );
  });

  it("lists by kind, short name, category and labels", async () => {
    expect(await kubectl("get", "all")).toMatch(/deployment\.apps\/web\s+2\/2/);
    expect(await kubectl("get", "po", "-l", "app in (web),!gone", "-o", "name")).toMatch(/^(pod\/web-\S+\n){2}$/);
    expect(await kubectl("get", "deploy", "--field-selector", "metadata.name!=web", "-o", "name")).toBe("");
    expect(await kubectl("describe", "deployment", "web")).toContain("2 desired | 2 updated | 2 total | 2 available");
  });

  it("changes one container's image, restarts, and undoes it", async () => {
    await kubectl("set", "image", "deployment/web", "web=web:2");
    await kubectl("rollout", "restart", "deployment/web");
    await kubectl("rollout", "undo", "deployment/web", "--to-revision=1");
    await kubectl("rollout", "status", "deployment/web", "--timeout=10s");
    expect(await kubectl("get", "deployment", "web", "-o", "jsonpath={.spec.template.spec.containers[*].image}")).toBe(
      "web:1 side:1",
    );
    expect(await kubectl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].spec.containers[0].image}")).toBe(
      "web:1 web:1",
    );
  });

  it("applies again without touching what others added, and removes what is no longer there", async () => {
    await kubectl("label", "deployment", "web", "seen=yes");
    const { spec, ...rest } = web(2);
    const containers = spec.template.spec.containers.filter(({ name }) => name === "web");
    const smaller = { ...rest, spec: { ...spec, template: { ...spec.template, spec: { containers } } } };
    await kubectl("apply", "-f", await write("smaller.json", smaller));
    expect(
      await kubectl(
        "get",
        "deployment",
        "web",
        "-o",
        "jsonpath={.metadata.labels.seen} {.spec.template.spec.containers[*].name}",
      ),
    ).toBe("yes web");
  });

  it("keeps the fields of two managers apart", async () => {
    const apply = async (manager: string, data: object, ...more: string[]) =>
      kubectl(
        "apply",
        "--server-side",
        "--field-manager",
        manager,
        "-f",
        await write("shared.json", settings("shared", data)),
        ...more,
      );
    const read = () => kubectl("get", "configmap", "shared", "-o", "jsonpath={.data}");
    await apply("one", { a: "1", b: "1" });
    await apply("two", { c: "1" });
    await apply("one", { a: "1" });
    expect(JSON.parse(await read())).toEqual({ a: "1", c: "1" });
    expect(await refused(apply("two", { a: "2", c: "1" }))).toContain('conflict with "one": .data.a');
    await apply("two", { a: "2", c: "1" }, "--force-conflicts");
    await apply("one", {});
    expect(JSON.parse(await read())).toEqual({ a: "2", c: "1" });
  });

  it("patches in every way there is", async () => {
    await kubectl("create", "configmap", "patched", "--from-literal=a=1");
    const patch = (type: string, change: unknown) =>
      kubectl("patch", "configmap", "patched", "--type", type, "-p", JSON.stringify(change));
    await patch("json", [
      { op: "test", path: "/data/a", value: "1" },
      { op: "add", path: "/data/b~1c", value: "2" },
    ]);
    await patch("merge", { data: { a: null, d: "3" } });
    await patch("strategic", { data: { $retainKeys: ["d", "e"], e: "4" } });
    expect(JSON.parse(await kubectl("get", "configmap", "patched", "-o", "jsonpath={.data}"))).toEqual({
      d: "3",
      e: "4",
    });
    expect(await refused(patch("json", [{ op: "test", path: "/data/d", value: "9" }]))).toContain("test failed");
  });

  it("reads logs and runs commands, with what goes in, what comes out and how it ends", async () => {
    expect(await kubectl("logs", "deploy/web", "--tail=1")).toMatch(/^last line of web-/);
    expect(await on.follow("-n", "garage", "logs", "-f", "deploy/web")).toContain("first line of web");
    expect(await kubectl("exec", "-it", "deploy/web", "--", "echo", "hello")).toBe("hello from web of web\n");
    expect(await refused(kubectl("exec", "deploy/web", "--", "false"))).toMatch(/no such program\n.*exit code 3/);
    expect(await kubectl("exec", "-i", "deploy/web", "--", "cat")).toBe("");
  });

  it("hears no in Kubernetes' words", async () => {
    expect(await refused(kubectl("get", "pod", "nobody"))).toContain('pods "nobody" not found');
    expect(await refused(on.kubectl("-n", "nowhere", "create", "configmap", "a"))).toContain(
      'namespaces "nowhere" not found',
    );
    expect(await refused(on.kubectl("create", "namespace", "garage"))).toContain('namespaces "garage" already exists');
    expect(await refused(on.kubectl("create", "namespace", "Garage"))).toContain(
      "a lowercase RFC 1123 label must consist of",
    );
    const other = web(2);
    other.spec.selector.matchLabels.app = "other";
    expect(await refused(kubectl("apply", "-f", await write("other.json", other)))).toMatch(
      /spec.template.metadata.labels: Invalid value: .*`selector` does not match template `labels`\n.*spec.selector: Invalid value: .*field is immutable/,
    );
    const old = { ...settings("patched", {}), metadata: { name: "patched", resourceVersion: "1" } };
    expect(await refused(kubectl("replace", "-f", await write("old.json", old)))).toContain(
      "the object has been modified",
    );
    expect(await refused(kubectl("get", "unicorns"))).toContain(`the server doesn't have a resource type "unicorns"`);
  });

  it("writes nothing in a dry run, and takes a namespace away with all that is in it", async () => {
    await kubectl("create", "configmap", "dry", "--dry-run=server");
    await kubectl("delete", "deployment", "web", "--dry-run=server");
    expect(fake.objects("ConfigMap", "garage").map(({ metadata }) => metadata.name)).not.toContain("dry");
    await on.kubectl("delete", "namespace", "garage");
    for (const kind of ["Deployment", "Pod", "ConfigMap", "Cluster", "Secret"])
      expect(fake.objects(kind, "garage")).toEqual([]);
  });
});

it("brings a deleted pod back under another name", async () => {
  await on.kubectl("create", "namespace", "yard");
  await on.kubectl("-n", "yard", "apply", "-f", await write("yard.json", web(1)));
  await on.kubectl("-n", "yard", "rollout", "status", "deployment/web", "--timeout=10s");
  const [first] = fake.objects("Pod", "yard");
  await on.kubectl("-n", "yard", "delete", "pods", "--all");
  await on.kubectl("-n", "yard", "rollout", "status", "deployment/web", "--timeout=10s");
  const [second] = fake.objects("Pod", "yard");
  expect(second?.metadata.name).toMatch(/^web-/);
  expect(second?.metadata.name).not.toBe(first?.metadata.name);
});

it("is away when it is told to be, and well again afterwards", async () => {
  fake.be({ kind: "status", status: 500, times: 100 });
  expect(await refused(on.kubectl("get", "namespaces"))).not.toBe("");
  fake.recover();
  expect(await on.kubectl("get", "namespaces")).toContain("default");
});

it("refuses fields a kind does not have when it is given schemas, and a cluster without an operator knows none of its kinds", async () => {
  const strict = await startFakeKubernetes({
    without: ["postgresql.cnpg.io"],
    faultsOf: async (object) => ("spect" in object ? [`${object.kind}: unknown field .spect`] : []),
  });
  try {
    const { kubectl } = programsOn(await write("strict", strict.kubeconfig));
    const odd = { ...settings("odd", {}), spect: {} };
    expect(await refused(kubectl("apply", "-f", await write("odd.json", odd)))).toContain(
      'strict decoding error: unknown field "spect"',
    );
    expect(await refused(kubectl("get", "clusters"))).toContain(`the server doesn't have a resource type "clusters"`);
  } finally {
    await strict.stop();
  }
});

function web(replicas: number) {
  const labels = { app: "web" };
  const container = (name: string) => ({
    name,
    image: `${name}:1`,
    ports: [{ containerPort: name === "web" ? 80 : 81 }],
  });
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web" },
    spec: {
      replicas,
      selector: { matchLabels: { ...labels } },
      template: { metadata: { labels }, spec: { containers: [container("web"), container("side")] } },
    },
  };
}
