import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { actionKey, fieldWords } from "./audit-words.ts";

const file = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const features = file("../../../../workshop-api/src");
const messages = JSON.parse(readFileSync(file("../../../messages/audit/en.json"), "utf8"));

/** Actions the API's features write into the audit log. */
function actionsRecorded(): string[] {
  const files = readdirSync(features, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".ts") && !name.includes(".test."),
  );
  const recording = /\baction: "([a-z_]+\.[a-z_-]+)"|\b(?:record|book)\(ctx, "([a-z_]+\.[a-z_-]+)"/g;
  return files.flatMap((name) =>
    [...readFileSync(`${features}/${name}`, "utf8").matchAll(recording)].map(
      ([, action, given]) => action ?? given ?? "",
    ),
  );
}

test("every action the API records has its words", () => {
  const actions = [...new Set(actionsRecorded())];
  expect(actions.length).toBeGreaterThan(60);
  expect(actions.filter((action) => !(actionKey(action) in messages))).toEqual([]);
});

test("fields are written as words", () => {
  expect(
    ["unitPriceCents", "promised_at", "total_cents", "vatId", "customerId", "mechanicIds"].map(fieldWords),
  ).toEqual(["unit price", "promised at", "total", "vat", "customer", "mechanic"]);
});
