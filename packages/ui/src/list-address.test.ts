import { expect, test } from "vitest";
import { pageHrefs, sortHref, withParams } from "./list-address.ts";

const list = new URL("http://demo.localhost/app/work?q=kask&state=open");

function follow(from: URL, href: string | undefined): URL {
  if (!href) throw new Error("there is no such link");
  return new URL(href, from);
}

test("the first page has no newer one, the last no older one", () => {
  expect(pageHrefs(list, null)).toEqual({ newer: undefined, older: undefined });
});

test("three pages down and three up ends where it began, with the same filter", () => {
  let url = list;
  for (const cursor of ["a", "b", "c"]) url = follow(url, pageHrefs(url, cursor).older);
  expect(url.searchParams.get("cursor")).toBe("c");
  for (const cursor of ["d", "c", "b"]) url = follow(url, pageHrefs(url, cursor).newer);
  expect(url.href).toBe(list.href);
});

test("a thousand pages down the address stays short", () => {
  let url = list;
  for (let page = 0; page < 1000; page += 1) url = follow(url, pageHrefs(url, `cursor-${page}`.padEnd(60, "x")).older);
  expect(url.href.length).toBeLessThan(1000);
});

test("a heading sorts upwards, then downwards, and returns to the first page", () => {
  const second = follow(list, pageHrefs(list, "a").older);
  const up = follow(second, sortHref(second, "plate", undefined));
  expect(up.searchParams.get("sort")).toBe("plate");
  expect(up.searchParams.has("cursor")).toBe(false);
  expect(follow(up, sortHref(up, "plate", "plate")).searchParams.get("sort")).toBe("-plate");
});

test("removing the last filter leaves a bare address", () => {
  expect(withParams(new URL("http://demo.localhost/app/work?q=kask"), { q: undefined })).toBe("/app/work");
});
