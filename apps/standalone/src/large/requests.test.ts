import { text } from "@mechanicbuddy/contract/fields";
import { listQuery } from "@mechanicbuddy/contract/list";
import { closed, empty, route } from "@mechanicbuddy/contract/route";
import { expect, test } from "vitest";
import { listRequests } from "./requests.ts";

test("a list is asked only for what it offers: its orders, its count, its words", () => {
  const plain = route("GET", "/api/plain", {
    permission: "self",
    summary: "A list without count or words",
    query: closed({ cursor: text(500) }),
    reply: { 200: empty },
  });
  const whole = route("GET", "/api/whole", {
    permission: "self",
    summary: "A list with everything",
    query: listQuery(["name"], {}),
    reply: { 200: empty },
  });
  expect(listRequests([plain])).toEqual(["/api/plain"]);
  expect(listRequests([whole])).toEqual([
    "/api/whole",
    "/api/whole?sort=name",
    "/api/whole?total=true",
    "/api/whole?q=kask",
  ]);
});
