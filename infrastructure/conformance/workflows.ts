import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { type Check, holds, none } from "./check.ts";
import { root } from "./programs.ts";
import { copyTo, inScratch, said, textOf } from "./scratch.ts";

interface Step {
  uses?: string;
  run?: string;
  env?: Record<string, string>;
}

interface Workflow {
  name: string;
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, { "runs-on": string; "timeout-minutes"?: number; steps: Step[] }>;
}

const folder = ".github/workflows";

async function workflows(): Promise<Map<string, Workflow>> {
  const names = await readdir(join(root, folder));
  return new Map(
    await Promise.all(names.map(async (name) => [name, parse(await textOf(join(folder, name))) as Workflow] as const)),
  );
}

/** Pinned, bounded, with no more rights than they need, and without text of strangers in a shell. */
async function workflowsAreSafe(): Promise<void> {
  const all = await workflows();
  const { scripts } = JSON.parse(await textOf("package.json")) as { scripts: Record<string, string> };
  none(
    [...all].flatMap(([file, { name, on, permissions, jobs }]) => [
      ...(name === file.replace(".yml", "") && on !== undefined ? [] : [`${file} has another name than its file`]),
      ...(permissions?.contents === "read" && Object.keys(permissions).length === 1 ? [] : [`${file} may do too much`]),
      ...Object.entries(jobs).flatMap(([job, { "timeout-minutes": minutes, "runs-on": machine, steps }]) => [
        ...(minutes === undefined ? [`${file}: ${job} may run for hours`] : []),
        ...(/^ubuntu-\d\d\.\d\d$/.test(machine) ? [] : [`${file}: ${job} runs on whatever is newest`]),
        ...steps.flatMap(({ uses, run = "" }) => [
          ...(uses === undefined || /^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses)
            ? []
            : [`${file}: ${uses} is not pinned`]),
          ...(run.includes("${{") ? [`${file}: an expression is put into a shell: ${run}`] : []),
          ...[...run.matchAll(/npm run ([\w:-]+)/g)].flatMap(([, script = ""]) =>
            script in scripts || script === "build" ? [] : [`${file}: package.json has no ${script}`],
          ),
        ]),
      ]),
    ]),
  );
}

async function imagesAreBuiltAndDeployed(): Promise<void> {
  const all = await workflows();
  const text = await textOf(join(folder, "images.yml"));
  for (const target of ["api", "dbup", "management-api", "web", "management-portal", "mechanics-mate", "standalone"])
    holds(new RegExp(`target: \\[.*\\b${target}\\b`).test(text), `images.yml does not build ${target}`);
  for (const part of ["linux/amd64,linux/arm64", "sbom: true", "provenance:", "cosign sign", "trivy-action"])
    holds(text.includes(part), `images.yml lacks ${part}`);
  const deploy = all.get("deploy.yml");
  holds(
    deploy?.jobs.tags?.steps.some(({ run }) => run?.includes("set-image-tags.sh")),
    "deploy.yml sets no tags",
  );
}

/** The tags of a commit arrive in all five images and in the shared instance, and nowhere else. */
async function tagsAreSet(): Promise<void> {
  const script = "scripts/set-image-tags.sh";
  const kustomization = "infrastructure/k8s/overlays/production/kustomization.yaml";
  const values = "infrastructure/helm/charts/mechanicbuddy-free-tier/values-production.yaml";
  await inScratch(async (copy) => {
    await copyTo(copy, [script, kustomization, values]);
    const tag = "0123456789abcdef0123456789abcdef01234567";
    const before = parse(await textOf(values));
    for (let run = 0; run < 2; run++) {
      const { code, stderr } = await said("sh", [join(copy, script), tag, "ghcr.io/acme"]);
      holds(code === 0, stderr);
    }
    const read = async (path: string) => parse(await readFile(join(copy, path), "utf8"));
    const { images, patches, resources } = await read(kustomization);
    holds(images.length === 5 && patches.length === 2 && resources.length === 2, "parts of the kustomization are lost");
    for (const { name, newName, newTag } of images)
      holds(newTag === tag && newName === name.replace("your-org", "acme"), `${name} has another tag or name`);
    const after = await read(values);
    for (const part of ["api", "web"] as const) {
      holds(after[part].image.tag === tag, `${part} of the shared instance has another tag`);
      holds(after[part].image.repository.startsWith("ghcr.io/acme/"), `${part} comes from another registry`);
      after[part].image = before[part].image;
    }
    holds(JSON.stringify(after) === JSON.stringify(before), "other values were changed");
    holds((await said("sh", [join(copy, script), "a; rm"])).code === 1, "anything is taken for a tag");
  });
}

async function updatesAreAsked(): Promise<void> {
  const { updates } = parse(await textOf(".github/dependabot.yml"));
  const kinds = updates.map((one: Record<string, string>) => one["package-ecosystem"]);
  for (const kind of ["npm", "docker", "github-actions"]) holds(kinds.includes(kind), `nobody looks for newer ${kind}`);
}

export const checks: Check[] = [
  { row: "gitops", run: workflowsAreSafe },
  { row: "gitops", run: imagesAreBuiltAndDeployed },
  { row: "gitops", run: tagsAreSet },
  { row: "security-checklist", run: updatesAreAsked },
];
