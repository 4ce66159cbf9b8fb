import { expect, test } from "vitest";
import { mayChange } from "./origin.ts";

const asked = { method: "POST", self: "https://sadama.example", origin: null, fetchSite: null, hasCookie: true };

test("a form sent from the site itself goes through", () => {
  expect(mayChange({ ...asked, origin: "https://sadama.example" })).toBe(true);
});

test.each(["https://brightside.example", "https://www.sadama.example", "http://sadama.example", "null"])(
  "a form sent from %s changes nothing, whatever else the browser says",
  (origin) => {
    expect(mayChange({ ...asked, origin, fetchSite: "same-origin" })).toBe(false);
  },
);

test.each([
  ["same-origin", true],
  ["none", true],
  ["same-site", false],
  ["cross-site", false],
])("without an origin, %s decides", (fetchSite, allowed) => {
  expect(mayChange({ ...asked, fetchSite })).toBe(allowed);
});

test("a client that says nothing of where it comes from may not bring our cookie", () => {
  expect(mayChange(asked)).toBe(false);
  expect(mayChange({ ...asked, hasCookie: false })).toBe(true);
});

test("every unsafe method is looked at, reading is not", () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    expect(mayChange({ ...asked, method, origin: "https://evil.example" })).toBe(false);
  }
  expect(mayChange({ ...asked, method: "GET", origin: "https://evil.example" })).toBe(true);
});
