import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Check } from "./check.ts";
import { root } from "./programs.ts";

const run = promisify(execFile);
const unread = /\.(png|jpg|woff2?|ico|pdf)$|^package-lock\.json$/;

/**
 * Nothing tracked looks like a secret. Addresses of databases are left out of it: tests and examples are full of ones
 * that lead to this machine only, and real ones come from Secrets.
 */
async function nothingLooksLikeASecret(): Promise<void> {
  const { stdout } = await run("git", ["ls-files"], { cwd: root, maxBuffer: 16 * 1024 * 1024 });
  const files = stdout.split("\n").filter((file) => file !== "" && !unread.test(file));
  try {
    await run(join(root, "node_modules/.bin/secretlint"), ["--maskSecrets", ...files], { cwd: root });
  } catch (error) {
    throw new Error((error as { stdout?: string }).stdout || String(error));
  }
}

export const checks: Check[] = [{ row: "security-checklist", run: nothingLooksLikeASecret }];
