import { expect, test } from "vitest";
import { keepingOf } from "./keeping.ts";

const opened = (path: string) => keepingOf({ method: "GET", mode: "navigate", path, isFile: false });

test("without a connection one reads what is open to all and was seen before", () => {
  for (const path of ["/", "/codes", "/codes/P0420", "/tools/trees/no-crank", "/docs"])
    expect(opened(path)).toBe("page");
});

test("what belongs to an account is never kept on a device", () => {
  for (const path of [
    "/chat",
    "/chat/018f",
    "/conversations",
    "/dashboard",
    "/account",
    "/documents",
    "/admin/logs",
    "/codesearch",
  ])
    expect(opened(path)).toBe("unkept page");
});

test("the interface and what is sent always go to the server", () => {
  const calls = [
    { method: "GET", mode: "cors", path: "/api/auth/me" },
    { method: "GET", mode: "navigate", path: "/api/account/export" },
    { method: "POST", mode: "navigate", path: "/tools/calculators/ohm" },
    { method: "GET", mode: "cors", path: "/chat/__data.json" },
  ];
  for (const call of calls) expect(keepingOf({ ...call, isFile: false })).toBeUndefined();
});

test("files of a release come from the device, and signing out wipes what was kept", () => {
  expect(keepingOf({ method: "GET", mode: "cors", path: "/_app/immutable/a.js", isFile: true })).toBe("file");
  expect(keepingOf({ method: "POST", mode: "navigate", path: "/signout", isFile: false })).toBe("end of a session");
});
