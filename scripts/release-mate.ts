import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

interface State {
  /** Lines of `git status --porcelain`. */
  changes: string[];
  /** Tags of the commit that is checked out. */
  tags: string[];
  /** Whether the whole check passed. */
  isGreen: () => boolean;
}

/** Why this cannot be released; empty means it can. The long check comes last and only when the rest is right. */
export function refusals({ changes, tags, isGreen }: State): string[] {
  const found: string[] = [];
  if (changes.length > 0) found.push(`${changes.length} files are changed and not committed.`);
  if (!tags.some((tag) => /^v\d+\.\d+\.\d+(-\w+)?$/.test(tag)))
    found.push("This commit has no tag such as v1.0.0. Make one: git tag v1.0.0");
  if (found.length === 0 && !isGreen()) found.push("The checks of .ci/run are red.");
  return found;
}

const git = (...args: string[]) =>
  execFileSync("git", args, { cwd: root, encoding: "utf8" })
    .split("\n")
    .filter((line) => line !== "");

function passes(): boolean {
  try {
    const [command = "", ...args] = existsSync(`${root}.ci/run`) ? [`${root}.ci/run`] : ["npm", "test"];
    execFileSync(command, args, { cwd: root, stdio: "inherit" });
    return true;
  } catch {
    // What failed stands above, in the words of the check itself.
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = refusals({
    changes: git("status", "--porcelain"),
    tags: git("tag", "--points-at", "HEAD"),
    isGreen: passes,
  });
  for (const line of found) console.error(line);
  if (found.length > 0) process.exit(1);
  execFileSync(process.execPath, ["apps/mechanics-mate/scripts/pack.ts"], { cwd: root, stdio: "inherit" });
}
