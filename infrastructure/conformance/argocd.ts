import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { guideFile, renderedCase } from "./charts.ts";
import { type Check, holds, none } from "./check.ts";
import { type KubeObject, parseObjects } from "./objects.ts";
import { kubectl, root } from "./programs.ts";
import { kindFaults } from "./schema.ts";

const folder = join(root, "infrastructure/argocd");

async function read(path: string): Promise<KubeObject> {
  const [object] = parseObjects(await readFile(path, "utf8"));
  holds(object, `${path} is empty`);
  return object;
}

async function applications(): Promise<KubeObject[]> {
  const files = await readdir(join(folder, "apps"));
  return Promise.all(files.map((file) => read(join(folder, "apps", file))));
}

/** Sources exist, the project lets them go where they go, and self-healing undoes neither scaling nor secrets. */
async function applicationsHold(): Promise<void> {
  const project = await read(join(folder, "project.yaml"));
  const apps = await applications();
  const faults = await kindFaults([project, ...apps]);
  const places: { namespace: string }[] = project.spec.destinations;
  for (const { metadata, spec } of apps) {
    const fault = (sentence: string) => faults.push(`${metadata.name} ${sentence}`);
    const { source, destination, syncPolicy, ignoreDifferences } = spec;
    const files: string[] = source.helm?.valueFiles ?? ["kustomization.yaml"];
    for (const file of files) {
      if (!existsSync(join(root, source.path, file))) fault(`reads ${source.path}/${file}, which is not there`);
    }
    if (spec.project !== project.metadata.name) fault(`belongs to the project ${spec.project}`);
    if (!project.spec.sourceRepos.includes(source.repoURL)) fault("comes from a repository the project does not know");
    const allowed = places.some(({ namespace }) =>
      new RegExp(`^${namespace.replace("*", ".*")}$`).test(destination.namespace),
    );
    if (!allowed) fault(`goes to ${destination.namespace}, where the project lets nothing go`);
    if (!syncPolicy.syncOptions.includes("RespectIgnoreDifferences=true")) fault("writes what it ignores");
    const ignored = JSON.stringify(ignoreDifferences);
    if (!ignored.includes("/spec/replicas") || !ignored.includes("/data")) fault("undoes scaling or secrets");
  }
  none(faults);
}

/** Kinds outside a namespace that the project does not list could not be synchronised. */
async function projectAllowsWhatIsInstalled(): Promise<void> {
  const project = await read(join(folder, "project.yaml"));
  const listed = project.spec.clusterResourceWhitelist.map(({ kind }: { kind: string }) => kind);
  const production = parseObjects(await kubectl("kustomize", join(root, "infrastructure/k8s/overlays/production")));
  const { objects } = await renderedCase("system, everything on");
  const outside = [...production, ...objects].filter(({ kind }) =>
    /^(Namespace|Cluster(Role|Issuer).*|Validating.*)$/.test(kind),
  );
  none(outside.filter(({ kind }) => !listed.includes(kind)).map(({ kind }) => `the project allows no ${kind}`));
}

/** The file in git says all that the printed one says, and more. */
async function printedApplicationIsOurs(): Promise<void> {
  const own = await read(join(folder, "apps/system-production.yaml"));
  none(missing(await read(guideFile("system-production.yaml")), own, ""));
}

function missing(printed: unknown, own: unknown, path: string): string[] {
  if (Array.isArray(printed)) {
    const lost = printed.filter((item) => !Array.isArray(own) || !own.includes(item));
    return lost.map((item) => `${path} lost ${item}`);
  }
  if (typeof printed !== "object" || printed === null)
    return printed === own ? [] : [`${path} is ${own} instead of ${printed}`];
  const fields = (own ?? {}) as Record<string, unknown>;
  return Object.entries(printed).flatMap(([key, value]) => missing(value, fields[key], `${path}.${key}`));
}

async function freeTierIsNamed(): Promise<void> {
  const { metadata, spec } = await read(join(folder, "apps/free-tier-production.yaml"));
  holds(metadata.name === "mechanicbuddy-free-tier", `the application is called ${metadata.name}`);
  holds(spec.destination.namespace === "mechanicbuddy-free-tier", `it goes to ${spec.destination.namespace}`);
}

export const checks: Check[] = [
  { row: "argocd-system", run: applicationsHold },
  { row: "argocd-system", run: printedApplicationIsOurs },
  { row: "argocd-system", run: projectAllowsWhatIsInstalled },
  { row: "free-tier-argocd", run: freeTierIsNamed },
];
