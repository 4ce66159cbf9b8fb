import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sentences } from "./notification-words.ts";

const features = fileURLToPath(new URL("../../../../workshop-api/src", import.meta.url));

/** Kinds the API's features give to `tell` and `tellPerson`. */
function kindsTold(): string[] {
  const files = readdirSync(features, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.includes(".test.") && !name.startsWith("notifications"),
  );
  const telling = /\btell(?:Person)?\(\s*ctx,\s*"([a-z-]+\.[a-z-]+)"|\bkind: "([a-z-]+\.[a-z-]+)"/g;
  return files.flatMap((name) =>
    [...readFileSync(`${features}/${name}`, "utf8").matchAll(telling)].map(([, told, kind]) => told ?? kind ?? ""),
  );
}

test("every kind of notification the API tells has its sentence", () => {
  const kinds = [...new Set(kindsTold())];
  expect(kinds.length).toBeGreaterThanOrEqual(5);
  expect(kinds.filter((kind) => !(kind in sentences))).toEqual([]);
});
