import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { begin, expected, step } from "./steps.ts";

/** What is not a command: scripts, unit, proxy and ignore files. */
export async function artefacts(infrastructure: string, tree: string): Promise<void> {
  begin("Artefacts");
  for (const script of ["backup.sh", "restore.sh", "rollback.sh"]) {
    await step(`sh reads ${script}`, async () => {
      await promisify(execFile)("sh", ["-n", join(infrastructure, script)]);
      return undefined;
    });
  }
  await step("every script a bundle names is there", async () => {
    const folder = join(tree, "dist/server");
    const text = readFileSync(join(folder, "main.js"), "utf8");
    const names = [...text.matchAll(/new URL\("\.\/([\w-]+\.\w+)", import\.meta\.url\)/g)].map(
      ([, name]) => name ?? "",
    );
    const missing = names.filter((name) => !existsSync(join(folder, name)));
    return expected(missing.length === 0, `missing ${missing.join(", ")}`);
  });
  const unit = readFileSync(join(infrastructure, "mechanics-mate.service"), "utf8");
  await step("the unit gives 25 s and more to end", async () =>
    expected(/TimeoutStopSec=(2[6-9]|[3-9]\d)/.test(unit), "too short"),
  );
  const nginx = readFileSync(join(infrastructure, "nginx.conf"), "utf8");
  await step("nginx redirects, speaks HTTP/2, upgrades and sends the four headers", async () => {
    const wanted = [
      "return 301 https://",
      "http2 on",
      "Connection 'upgrade'",
      "X-Frame-Options",
      "X-XSS-Protection",
      "client_max_body_size",
    ];
    const missing = wanted.filter((text) => !nginx.includes(text));
    return expected(missing.length === 0, `missing ${missing.join(", ")}`);
  });
  await step(".env.production is ignored by git and Docker", async () => {
    const ignored = [".gitignore", ".dockerignore"].map((name) => readFileSync(join(tree, name), "utf8"));
    return expected(
      ignored.every((text) => text.includes(".env*") && text.includes("backup_*.sql")),
      "it is not",
    );
  });
}
