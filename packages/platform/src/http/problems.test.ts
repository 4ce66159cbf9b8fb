import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import { expect, test } from "vitest";
import { problemOf } from "./problems.ts";

test("a problem is named after its code, or after what exactly was in the way", () => {
  const plain = problemOf(new Refusal("not_found", "It may have been deleted."), "r");
  expect(plain.type).toBe("https://mechanicbuddy.app/problems/not-found");
  const precise = problemOf(invalid({ tenantId: "This address is taken." }, "tenant-id-taken"), "r");
  expect(precise).toMatchObject({ type: "https://mechanicbuddy.app/problems/tenant-id-taken", code: "invalid" });
  expect(precise).not.toHaveProperty("cause");
});
