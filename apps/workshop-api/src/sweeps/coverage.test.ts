import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const root = new URL("../../../../", import.meta.url);

test("every proof that the coverage page names is there, with the sentence beside it", async () => {
  const page = await readFile(new URL("docs/coverage.md", root), "utf8");
  const proofs = [...page.matchAll(/`([\w./-]+\.(?:test|spec)\.ts)`([^|`;]*)/g)];
  expect(proofs.length).toBeGreaterThan(50);
  const missing: string[] = [];
  for (const [, file = "", said = ""] of proofs) {
    const sentence = said.trim().replace(/,$/, "");
    const source = await readFile(new URL(file, root), "utf8").catch(() => undefined);
    if (source === undefined) missing.push(`${file} is not there`);
    else if (!source.includes(sentence)) missing.push(`${file} does not say: ${sentence}`);
  }
  expect(missing).toEqual([]);
});
