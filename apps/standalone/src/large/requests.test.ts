import { listQuery } from "@mechanicbuddy/contract/list";
import { closed, route } from "@mechanicbuddy/contract/route";
import Type from "typebox";
import { expect, test } from "vitest";
import { listRequests } from "./requests.ts";

test("a list is asked only for what it offers: its orders, its count, its words", () => {
  const plain = route("GET", "/api/plain", {
    permission: "self",
    summary: "A list without count or words",
    query: closed({ cursor: Type.Optional(Type.String()) }),
    reply: { 200: Type.Object({}) },
  });
  const whole = route("GET", "/api/whole", {
    permission: "self",
    summary: "A list with everything",
    query: listQuery(["name"], {}),
    reply: { 200: Type.Object({}) },
  });
  expect(listRequests([plain])).toEqual(["/api/plain"]);
  expect(listRequests([whole])).toEqual([
    "/api/whole",
    "/api/whole?sort=name",
    "/api/whole?total=true",
    "/api/whole?q=kask",
  ]);
});
