import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Skipped } from "./check.ts";
import { root } from "./programs.ts";

const run = promisify(execFile);

/** A package of npm that only these checks need and everybody else should not have to download. */
export interface Fetched {
  /** `name@version`, one exact version. */
  spec: string;
  /** `sha512-…` as the registry says it. */
  integrity: string;
}

/** Folder of a package, downloaded once, checked against its integrity, and kept beside the other caches. */
export async function fetched({ spec, integrity }: Fetched): Promise<string> {
  const kept = join(root, "node_modules/.cache/conformance", spec.replaceAll(/[^\w.-]+/g, "-"));
  if (existsSync(kept)) return join(kept, "package");
  const folder = await mkdtemp(join(tmpdir(), "fetched-"));
  try {
    const { stdout } = await run("npm", ["pack", spec, "--json", "--pack-destination", folder]).catch(
      (error: Error) => {
        throw new Skipped(`${spec} cannot be downloaded: ${error.message.split("\n").at(-1)}`);
      },
    );
    const [packed] = JSON.parse(stdout) as { filename: string }[];
    const archive = join(folder, packed?.filename ?? "");
    const hash = createHash("sha512")
      .update(await readFile(archive))
      .digest("base64");
    if (`sha512-${hash}` !== integrity) throw new Error(`${spec} is not what it was: its checksum is sha512-${hash}`);
    const whole = join(folder, "whole");
    await mkdir(whole);
    await run("tar", ["-xzf", archive, "-C", whole]);
    await mkdir(join(kept, ".."), { recursive: true });
    await rename(whole, kept).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EXDEV") throw error;
      await run("cp", ["-r", whole, kept]);
    });
    return join(kept, "package");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
