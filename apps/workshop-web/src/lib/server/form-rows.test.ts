import { expect, test } from "vitest";
import { fieldAt } from "./form-rows.ts";

test("a sentence stands beside the row as it was typed, however many rows were left out before", () => {
  expect(fieldAt("lines", [0, 2, 5], "lines.1.quantity")).toBe("lines.2.quantity");
  expect(fieldAt("accounts", [3], "accounts.0.iban")).toBe("accounts.3.iban");
});

test("fields of no row keep their names", () => {
  expect(fieldAt("lines", [0, 2], "code")).toBe("code");
  expect(fieldAt("lines", [0, 2], "lines")).toBe("lines");
  expect(fieldAt("lines", [1], "fits.0.makes")).toBe("fits.0.makes");
});
