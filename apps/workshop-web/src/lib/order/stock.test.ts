import type { Line } from "@mechanicbuddy/contract/work-orders";
import { expect, test } from "vitest";
import { stockOf } from "./stock.ts";

const line = (partStatus: Line["partStatus"], available: string | null, quantity = "2") =>
  ({ partStatus, available, quantity }) as Line;
const draft = { authorisation: "draft" } as const;
const approved = { authorisation: "approved" } as const;

test("a part that is needed is green when the shelf has enough, and short when it has not", () => {
  expect(stockOf(line("needed", "2"), draft)).toBe("enough");
  expect(stockOf(line("needed", "1.5"), draft)).toBe("short");
});

test("what is held back for an approved job is not asked for twice", () => {
  expect(stockOf(line("needed", "0"), approved)).toBe("enough");
  expect(stockOf(line("needed", "-1"), approved)).toBe("short");
});

test("an ordered part is on order whatever the shelf has, and one that is here says nothing", () => {
  expect(stockOf(line("ordered", "0"), draft)).toBe("on_order");
  expect(stockOf(line("arrived", "0"), draft)).toBeUndefined();
  expect(stockOf(line("needed", null), draft)).toBeUndefined();
});
