import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Skipped } from "./check.ts";
import { root } from "./programs.ts";

const execute = promisify(execFile);

/** A folder that is gone when the work is done. */
export async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "mechanicbuddy-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Copies tracked files or folders of the repository to the same places below a folder; links stay links. */
export async function copyTo(folder: string, paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(root, path), join(folder, path), { recursive: true, verbatimSymlinks: true });
  }
}

export interface Said {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, whatever its exit code. @throws Skipped when this machine does not have it */
export async function said(
  program: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Said> {
  try {
    const { stdout, stderr } = await execute(program, args, { maxBuffer: 64 * 1024 * 1024, ...options });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const {
      code,
      stdout = "",
      stderr = "",
      message,
    } = error as Error & { code: unknown; stdout?: string; stderr?: string };
    if (code === "ENOENT") throw missing(program);
    if (typeof code !== "number") throw new Error(`${program}: ${message}`);
    return { code, stdout, stderr };
  }
}

/** Debian has them all, so a server that checks everything must have them too. */
const expected = ["nginx", "shellcheck"];

function missing(program: string): Error {
  const sentence = `${program} is not installed`;
  return process.env.CI === "true" && expected.includes(program) ? new Error(sentence) : new Skipped(sentence);
}

/** Text of a file of the repository. */
export function textOf(path: string): Promise<string> {
  return readFile(join(root, path), "utf8");
}
