import { expect, test } from "vitest";
import { refusals } from "./release-mate.ts";

const never = () => {
  throw new Error("The long check must not run");
};

test("a release wants everything committed and a tag, before the long check begins", () => {
  expect(refusals({ changes: [" M a.ts"], tags: ["v1.0.0"], isGreen: never })).toEqual([
    "1 files are changed and not committed.",
  ]);
  expect(refusals({ changes: [], tags: ["latest"], isGreen: never })[0]).toContain("git tag v1.0.0");
});

test("red checks stop a release, green ones let it go", () => {
  const ready = { changes: [], tags: ["v1.0.0-prod"] };
  expect(refusals({ ...ready, isGreen: () => false })).toEqual(["The checks of .ci/run are red."]);
  expect(refusals({ ...ready, isGreen: () => true })).toEqual([]);
});
