import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { readConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig, workshopWebConfig } from "@mechanicbuddy/platform/config/workshop";
import { type Check, holds, none } from "./check.ts";
import { root } from "./programs.ts";
import { copyTo, inScratch, said } from "./scratch.ts";

const script = "scripts/setup-secrets.sh";
const settings = "apps/workshop-api/appsettings.Secrets.json";
const env = "apps/workshop-web/.env";
/** The guide's names for the two, reached by tracked links. */
const asPrinted = { "backend/src/MechanicBuddy.Http.Api/appsettings.Secrets.json": settings, "frontend/.env": env };

interface Copy {
  folder: string;
  setUp(...args: string[]): ReturnType<typeof said>;
  read(path: string): Promise<string>;
}

/** A copy of the repository as far as the script looks, with the guide's links. */
const inCopy = (work: (copy: Copy) => Promise<void>) =>
  inScratch(async (folder) => {
    await copyTo(folder, [
      script,
      "frontend",
      "backend",
      "apps/workshop-api/package.json",
      "apps/workshop-web/package.json",
    ]);
    await work({
      folder,
      setUp: (...args) => said(join(folder, script), args, { cwd: "/" }),
      read: (path) => readFile(join(folder, path), "utf8"),
    });
  });

const runsTwiceTheSame = () =>
  inCopy(async ({ folder, setUp, read }) => {
    const first = await setUp();
    holds(first.code === 0, `the first run failed: ${first.stderr}`);
    const made = [await read(settings), await read(env)];
    await setUp();
    holds((await read(settings)) === made[0] && (await read(env)) === made[1], "the second run changed a file");
    for (const path of [settings, env])
      holds(((await stat(join(folder, path))).mode & 0o777) === 0o600, `${path} may be read by others`);
    const checked = await setUp("--check");
    holds(checked.code === 0, `--check finds fault with what was made: ${checked.stdout}`);
    for (const secret of (made.join().match(/[0-9a-f]{48,}|[A-Za-z0-9+/]{43}=/g) ?? []) as string[])
      holds(!(first.stdout + checked.stdout).includes(secret), "a secret was printed");
  });

const rotates = () =>
  inCopy(async ({ setUp, read }) => {
    holds((await setUp("--rotate", "jwt")).code !== 0, "a secret was rotated before there was one");
    await setUp();
    const { JwtOptions: before } = JSON.parse(await read(settings));
    for (const which of ["jwt", "consumer", "session", "db"]) {
      const old = (await read(settings)) + (await read(env));
      holds((await setUp("--rotate", which)).code === 0, `--rotate ${which} failed`);
      holds((await read(settings)) + (await read(env)) !== old, `--rotate ${which} changed nothing`);
      holds((await setUp("--check")).code === 0, `--rotate ${which} left what --check refuses`);
    }
    const { JwtOptions: after } = JSON.parse(await read(settings));
    holds(after.PreviousSecret === before.Secret, "the JWT secret before the last one was not kept");
    holds((await setUp("--rotate", "all")).code !== 0, "--rotate takes what it does not know");
  });

/** What the script writes starts both servers in production. */
const serversReadThem = () =>
  inCopy(async ({ folder, setUp }) => {
    await setUp();
    const env = { NODE_ENV: "production" };
    for (const definition of [workshopApiConfig, workshopWebConfig]) {
      const { problems } = readConfig(definition as typeof workshopApiConfig, {
        env,
        cwd: join(folder, "apps", definition.server),
      });
      none(problems);
    }
  });

/** The guide's paths lead to the files the servers read, and git keeps the links. */
const pathsAreTheGuides = () =>
  inCopy(async ({ folder, setUp }) => {
    await setUp();
    for (const [printed, own] of Object.entries(asPrinted)) {
      holds(
        (await realpath(join(folder, printed))) === (await realpath(join(folder, own))),
        `${printed} is not ${own}`,
      );
    }
    for (const link of ["frontend", "backend/src/MechanicBuddy.Http.Api"])
      holds((await lstat(join(root, link))).isSymbolicLink(), `${link} is no link`);
    const ignored = await said("git", ["check-ignore", settings, env], { cwd: root });
    holds(ignored.stdout.trim().split("\n").length === 2, "git would take a file with secrets");
  });

async function shellcheckIsContent(): Promise<void> {
  const folders = [
    "scripts",
    "infrastructure/scripts",
    "infrastructure/mechanics-mate",
    "infrastructure/docker",
    "infrastructure/conformance",
  ];
  const scripts: string[] = [];
  for (const folder of folders) {
    const names = await readdir(join(root, folder)).catch(() => []);
    scripts.push(...names.filter((name) => name.endsWith(".sh")).map((name) => join(folder, name)));
  }
  const { code, stdout } = await said("shellcheck", ["--external-sources", "--severity=warning", ...scripts], {
    cwd: root,
  });
  holds(code === 0, stdout);
}

export const checks: Check[] = [
  { row: "clone-and-secrets", run: runsTwiceTheSame },
  { row: "clone-and-secrets", run: rotates },
  { row: "clone-and-secrets", run: shellcheckIsContent },
  { row: "settings-paths", run: serversReadThem },
  { row: "settings-paths", run: pathsAreTheGuides },
];
