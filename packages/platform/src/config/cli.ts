import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readConfig, type Setting } from "../config.ts";
import type { ConfigDefinition } from "./definition.ts";
import { managementApiConfig } from "./management.ts";
import type { ConfigInputs } from "./sources.ts";
import { workshopApiConfig, workshopWebConfig } from "./workshop.ts";

const definitions: readonly ConfigDefinition[] = [
  workshopApiConfig,
  workshopWebConfig,
  managementApiConfig,
] as unknown as ConfigDefinition[];

/**
 * `config check [server]` says what is wrong, `config print [server]` shows effective values with their source.
 * Answers with the text to show and the exit code; secrets appear as fingerprints only.
 */
export function configCommand(args: string[], inputs: ConfigInputs = {}): { output: string; exitCode: number } {
  const [command, server] = args;
  const chosen = definitions.filter((definition) => server === undefined || definition.server === server);
  if ((command !== "check" && command !== "print") || chosen.length === 0) {
    const names = definitions.map((definition) => definition.server).join("|");
    return { output: `Usage: npm run config -- check|print [${names}]\n`, exitCode: 2 };
  }
  const sections = chosen.map((definition) => section(command, definition, inputs));
  return {
    output: sections.map(({ text }) => text).join("\n"),
    exitCode: sections.some(({ isFine }) => !isFine) ? 1 : 0,
  };
}

function section(
  command: "check" | "print",
  definition: ConfigDefinition,
  inputs: ConfigInputs,
): { text: string; isFine: boolean } {
  const { settings, problems, warnings } = readConfig(definition, { ...inputs, cwd: folderOf(definition, inputs) });
  const lines = [`${definition.server}: ${problems.length === 0 ? "settings are fine" : "settings cannot be used"}`];
  lines.push(...problems.map((problem) => `  - ${problem}`), ...warnings.map((warning) => `  ! ${warning}`));
  if (command === "print") {
    const width = Math.max(...settings.map(({ name }) => name.length));
    lines.push(...settings.map((setting) => `  ${setting.name.padEnd(width)}  ${shown(setting)}`));
  }
  return { text: `${lines.join("\n")}\n`, isFine: problems.length === 0 };
}

/** A server runs in its own folder; called from the repository's root, that is `apps/<server>`. */
function folderOf({ server }: ConfigDefinition, { cwd = process.cwd() }: ConfigInputs): string {
  const folder = join(cwd, "apps", server);
  return existsSync(folder) ? folder : cwd;
}

function shown({ value, source, isSecret }: Setting): string {
  if (source === undefined) return "not set";
  if (value === undefined) return `unreadable (${source})`;
  const plain = Array.isArray(value) ? value.join(", ") : String(value);
  if (!isSecret) return `${plain} (${source})`;
  return `set (sha256 ${createHash("sha256").update(plain).digest("hex").slice(0, 4)}…) (${source})`;
}

if (import.meta.main) {
  const { output, exitCode } = configCommand(process.argv.slice(2));
  process.stdout.write(output);
  process.exitCode = exitCode;
}
