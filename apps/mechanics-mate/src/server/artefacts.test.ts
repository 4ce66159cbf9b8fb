import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { expect, test } from "vitest";
import { mateConfig } from "./config.ts";

const read = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");

test("the example of settings names every setting and no other", () => {
  expect(Object.keys(parseEnv(read("../../.env.example"))).sort()).toEqual(
    Object.keys(mateConfig.variables.properties).sort(),
  );
});

test("every alert says how grave it is and who is called, and stands on a number that is measured", () => {
  const rules = read("../../../../infrastructure/mechanics-mate/alerts.yml").split("- alert:").slice(1);
  const numbers = read("./gauges.ts") + read("../../../../packages/platform/src/metrics.ts");
  expect(rules.length).toBeGreaterThanOrEqual(7);
  for (const rule of rules) {
    expect(rule).toMatch(/severity: (page|warn), owner: [a-z-]+/);
    for (const [name] of rule.matchAll(/\b(mate_\w+|http_request_duration_seconds)/g)) {
      expect(numbers).toContain(name.replace(/_(count|bucket)$/, ""));
    }
  }
});
