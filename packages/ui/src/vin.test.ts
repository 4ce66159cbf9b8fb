import { expect, test } from "vitest";
import { groupVin, likelyVin, tidyVin } from "./vin.ts";

test("a VIN pasted with blanks, dashes and small letters is understood", () => {
  expect(tidyVin(" wvw-zzzauz gp000142 ")).toBe("WVWZZZAUZGP000142");
});

test("a VIN is shown as maker, description and serial", () => {
  expect(groupVin("WVWZZZAUZGP000142")).toBe("WVW ZZZAUZ GP000142");
  expect(groupVin("WVWZ")).toBe("WVW Z");
});

test("I, O and Q offer 1 and 0 and a right VIN offers nothing", () => {
  expect(likelyVin("WVWZZZAUZGPO0OI42")).toBe("WVWZZZAUZGP000142");
  expect(likelyVin("WVWZZZAUZGP000142")).toBeUndefined();
});
