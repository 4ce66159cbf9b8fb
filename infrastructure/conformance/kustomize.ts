import { copyFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { guideFile } from "./charts.ts";
import { type Check, holds, inPairs, none } from "./check.ts";
import { find, type KubeObject, ofKind, parseObjects, podTemplates } from "./objects.ts";
import { containersOf } from "./pods.ts";
import { kubectl, root } from "./programs.ts";
import { kindFaults, ruleFaults } from "./schema.ts";

const tree = join(root, "infrastructure/k8s");
const required = ["db-password", "jwt-secret", "consumer-secret", "session-secret", "smtp-password"];

async function build(folder: string): Promise<KubeObject[]> {
  return parseObjects(await kubectl("kustomize", folder));
}

/** A copy of the tree to change, which goes when the work is done. */
async function inACopy(work: (copy: string) => Promise<void>): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), "k8s-"));
  try {
    await cp(tree, copy, { recursive: true });
    await work(copy);
  } finally {
    await rm(copy, { recursive: true });
  }
}

/** Production as the guide prints it, with its filled Secret. */
async function buildAsPrinted(copy: string, change = (text: string) => text): Promise<KubeObject[]> {
  const overlay = join(copy, "overlays/production");
  await copyFile(guideFile("secrets.yaml"), join(overlay, "secrets.yaml"));
  await writeFile(join(overlay, "kustomization.yaml"), change(await readFile(guideFile("kustomization.yaml"), "utf8")));
  return build(overlay);
}

async function printedKustomizationBuilds(): Promise<void> {
  await inACopy(async (copy) => {
    const objects = await buildAsPrinted(copy, (text) => text.replaceAll("v1.0.0", "v9.9.9"));
    none([...(await kindFaults(objects)), ...ruleFaults(objects)]);
    const images = podTemplates(objects).flatMap(({ template }) => containersOf(template).map(({ image }) => image));
    for (const name of ["api", "web", "dbup"]) {
      const wanted = `ghcr.io/your-org/mechanicbuddy-${name}:v9.9.9`;
      holds(images.includes(wanted), `the new tag does not reach mechanicbuddy-${name}`);
    }
    const initial = podTemplates(objects).flatMap(({ template }) => template.spec.initContainers ?? []);
    const migrating = initial.filter(({ name }) => name === "migrate");
    holds(
      migrating.length === 2 && migrating.every(({ image }) => image.includes("mechanicbuddy-dbup:v9.9.9")),
      "an init container does not run mechanicbuddy-dbup",
    );
    const replicas = ofKind(objects, "Deployment").map(({ spec }) => spec.replicas);
    holds(
      replicas.every((count) => count === 2) && replicas.length === 4,
      `pods are ${replicas.join(", ")} instead of 2 each`,
    );
    holds(
      find(objects, "Cluster", "mechanicbuddy-management-db").spec.instances === 2,
      "PostgreSQL is not twice there",
    );
  });
}

async function everyPrintedKeyIsUsed(): Promise<void> {
  await inACopy(async (copy) => {
    const objects = await buildAsPrinted(copy);
    const keys = Object.keys(find(objects, "Secret", "mechanicbuddy-secrets").stringData ?? {});
    holds([...keys].sort().join() === [...required].sort().join(), `the printed Secret holds ${keys.join(", ")}`);
    const used = podTemplates(objects)
      .flatMap(({ template }) => containersOf(template).flatMap(({ env = [] }) => env))
      .flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? [])
      .filter(({ name }) => name === "mechanicbuddy-secrets")
      .map(({ key }) => key);
    none(keys.filter((key) => !used.includes(key)).map((key) => `nobody reads the key ${key}`));
  });
}

/** What lies in git is what the guide prints, with a Secret that holds nothing. */
async function committedOverlayIsThePrintedOne(): Promise<void> {
  const own = parse(await readFile(join(tree, "overlays/production/kustomization.yaml"), "utf8"));
  const printed = parse(await readFile(guideFile("kustomization.yaml"), "utf8"));
  const names = (file: { images: { name: string }[] }) => file.images.map(({ name }) => name);
  holds(
    names(printed).every((name) => names(own).includes(name)),
    "the overlay lost an image the guide prints",
  );
  const rest = ({ images: _images, ...others }: { images: unknown }) => stringify(others);
  holds(rest(own) === rest(printed), "overlays/production/kustomization.yaml is not the one the guide prints");
  const overlays = await readdir(join(tree, "overlays"));
  for (const overlay of overlays) {
    const [secret] = parseObjects(await readFile(join(tree, "overlays", overlay, "secrets.yaml"), "utf8"));
    holds(
      secret !== undefined && secret.data === undefined && secret.stringData === undefined,
      `overlays/${overlay}/secrets.yaml holds values: they do not belong into git`,
    );
  }
}

/** Staging beside production on one cluster: another namespace, no rights outside it, one pod each. */
async function stagingIsApart(): Promise<void> {
  await inACopy(async (copy) => {
    const filled = (await readFile(guideFile("secrets.yaml"), "utf8")).replace(
      "mechanicbuddy-system",
      "mechanicbuddy-staging",
    );
    await writeFile(join(copy, "overlays/staging/secrets.yaml"), filled);
    const objects = await build(join(copy, "overlays/staging"));
    none([...(await kindFaults(objects)), ...ruleFaults(objects)]);
    const elsewhere = objects.filter(({ kind, metadata }) =>
      kind === "Namespace" ? metadata.name !== "mechanicbuddy-staging" : metadata.namespace !== "mechanicbuddy-staging",
    );
    none(elsewhere.map(({ kind, metadata }) => `staging touches ${kind} ${metadata.name} outside its namespace`));
    const text = JSON.stringify(
      objects.map(({ metadata: { labels: _labels, ...metadata }, ...rest }) => ({ metadata, ...rest })),
    );
    holds(
      !/mechanicbuddy-system\.svc|"namespace":"mechanicbuddy-system"/.test(text),
      "staging still speaks to mechanicbuddy-system",
    );
  });
}

/** Each component builds with production, alone. */
async function componentsBuild(): Promise<void> {
  const components = await readdir(join(tree, "components"));
  await inACopy(async (copy) => {
    const faults = await inPairs(components, async (component) => {
      const folder = join(copy, "overlays", `with-${component}`);
      await cp(join(copy, "overlays/production"), folder, { recursive: true });
      await copyFile(guideFile("secrets.yaml"), join(folder, "secrets.yaml"));
      const file = join(folder, "kustomization.yaml");
      const kustomization = parse(await readFile(guideFile("kustomization.yaml"), "utf8"));
      // What a component takes away, the overlay's patches can no longer change.
      const { patches, ...rest } = kustomization;
      const kept = component === "without-workshop" ? rest : { ...rest, patches };
      await writeFile(file, stringify({ ...kept, components: [`../../components/${component}`] }));
      const objects = await build(folder);
      const known = objects.filter(({ apiVersion }) => !apiVersion.startsWith("external-secrets.io/"));
      return [...(await kindFaults(known)), ...ruleFaults(known)].map((fault) => `${component}: ${fault}`);
    });
    none(faults.flat());
  });
}

export const checks: Check[] = [
  { row: "kustomize-secrets", run: everyPrintedKeyIsUsed },
  { row: "kustomization", run: printedKustomizationBuilds },
  { row: "kustomization", run: committedOverlayIsThePrintedOne },
  { row: "kustomization", run: stagingIsApart },
  { row: "kustomization", run: componentsBuild },
];
