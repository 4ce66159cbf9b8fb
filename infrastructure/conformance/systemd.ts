import { cp, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Check, holds, none } from "./check.ts";
import { root } from "./programs.ts";
import { inScratch, said, textOf } from "./scratch.ts";

const folder = "infrastructure/systemd";
const units = async () => (await readdir(join(root, folder))).filter((name) => name.endsWith(".service"));

/** Lines of the guide's unit with what stands for .NET here. */
const translations: Record<string, string> = {
  "ExecStart=/usr/bin/dotnet MechanicBuddy.Http.Api.dll":
    "ExecStart=/opt/mechanicbuddy/api/bin/node apps/workshop-api/src/main.ts",
  "Environment=ASPNETCORE_ENVIRONMENT=Production": "Environment=NODE_ENV=production",
  "Environment=ASPNETCORE_URLS=http://localhost:15567": "Environment=PORT=15567",
};

async function unitIsTheGuides(): Promise<void> {
  const own = (await textOf(join(folder, "mechanicbuddy-api.service"))).split("\n");
  const printed = (await textOf("infrastructure/conformance/guide/mechanicbuddy-api.service")).split("\n");
  none(
    printed
      .map((line) => translations[line] ?? line)
      .filter((line) => line !== "" && !own.includes(line))
      .map((line) => `the unit lacks ${line}`),
  );
}

async function unitsAreUnderstood(): Promise<void> {
  await inScratch(async (scratch) => {
    for (const name of await readdir(join(root, folder))) await cp(join(root, folder, name), join(scratch, name));
    // Verifying asks for the programs too; here none is installed.
    const known = /is not executable|No such file|Failed to prepare filename|user .*not found/i;
    const { stderr } = await said("systemd-analyze", [
      "verify",
      "--man=no",
      ...(await units()).map((name) => join(scratch, name)),
    ]);
    none(stderr.split("\n").filter((line) => line.includes(scratch) && !known.test(line)));
  });
}

async function exposureIsSmall(): Promise<void> {
  for (const name of await units()) {
    const { code, stdout, stderr } = await said("systemd-analyze", [
      "security",
      "--offline=yes",
      "--threshold=20",
      join(root, folder, name),
    ]);
    holds(code === 0, `${name}: ${stdout.trim().split("\n").at(-1)} ${stderr}`);
  }
}

interface Process {
  name: string;
  cwd: string;
  script: string;
  args: string;
  env: Record<string, string | number>;
}

/** PM2 is nobody's dependency, so its file is read as PM2 reads it. */
async function processesAreTheGuides(): Promise<void> {
  const require = createRequire(import.meta.url);
  const { apps } = require(join(root, "infrastructure/pm2/ecosystem.config.cjs")) as { apps: Process[] };
  const site = apps.find(({ name }) => name === "mechanicbuddy-web");
  holds(site !== undefined, "there is no process mechanicbuddy-web");
  holds(site.script === "npm" && site.args === "start", "mechanicbuddy-web is not started by npm start");
  holds(site.cwd === "/opt/mechanicbuddy/frontend", "mechanicbuddy-web does not run in the guide's folder");
  holds(site.env.PORT === 3025, "the proxy looks for the site on port 3025");
}

export const checks: Check[] = [
  { row: "systemd-unit", run: unitIsTheGuides },
  { row: "systemd-unit", run: unitsAreUnderstood },
  { row: "systemd-unit", run: exposureIsSmall },
  { row: "pm2", run: processesAreTheGuides },
];
