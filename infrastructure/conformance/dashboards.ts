import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { type Check, none } from "./check.ts";
import { root } from "./programs.ts";
import { numberFinder, withPromtool } from "./promtool.ts";

interface Dashboard {
  uid: string;
  templating: { list: { name: string }[] };
  panels: { id: number; title: string; targets: { expr: string }[] }[];
}

const folder = join(root, "infrastructure/prometheus/dashboards");

async function readAll(): Promise<{ file: string; dashboard: Dashboard }[]> {
  const files = await readdir(folder);
  return Promise.all(
    files.map(async (file) => ({
      file,
      dashboard: JSON.parse(await readFile(join(folder, file), "utf8")) as Dashboard,
    })),
  );
}

/** Every panel asks for numbers that somebody publishes, in the namespaces that were chosen. */
async function panelsAskForWhatIsThere(): Promise<void> {
  const unknownIn = await numberFinder();
  const faults = (await readAll()).flatMap(({ file, dashboard: { uid, templating, panels } }) => {
    const known = templating.list.map(({ name }) => `$${name}`);
    const faultsOf = (title: string, expr: string) => [
      ...unknownIn(expr).map((word) => `${title} asks for ${word}, which nobody publishes`),
      ...(expr.match(/\$\w+/g) ?? [])
        .filter((name) => !known.includes(name))
        .map((name) => `${title}: who is ${name}?`),
      ...(expr.includes("$namespace") ? [] : [`${title} shows every namespace`]),
    ];
    const own = panels.flatMap(({ title, targets }) => targets.flatMap(({ expr }) => faultsOf(title, expr)));
    if (uid !== `mechanicbuddy-${file.replace(".json", "")}`) own.push(`its uid is ${uid}`);
    if (new Set(panels.map(({ id }) => id)).size !== panels.length) own.push("two panels have one number");
    return own.map((fault) => `${file}: ${fault}`);
  });
  none(faults);
}

async function prometheusUnderstandsThem(): Promise<void> {
  const all = (await readAll()).flatMap(({ dashboard }) => dashboard.panels.flatMap(({ targets }) => targets));
  const rules = all.map(({ expr }, index) => ({ record: `panel:${index}`, expr: expr.replaceAll("$namespace", ".+") }));
  await withPromtool(async (promtool, place) => {
    await writeFile(join(place, "panels.yaml"), stringify({ groups: [{ name: "panels", rules }] }));
    await promtool("check", "rules", "panels.yaml");
  });
}

export const checks: Check[] = [
  { row: "dashboards", run: panelsAskForWhatIsThere },
  { row: "dashboards", run: prometheusUnderstandsThem },
];
