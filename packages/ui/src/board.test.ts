import { expect, test } from "vitest";
import { type BoardCard, neighbour } from "./board.ts";

const card = (id: string): BoardCard => ({ id, columnId: "", name: id, href: "" });
const board = [[card("a1"), card("a2"), card("a3")], [], [card("c1")], [card("d1"), card("d2")]];
const from = (id: string, key: string) => neighbour(board, id, key)?.id;

test("arrows walk a column and stop at its ends", () => {
  expect(from("a1", "ArrowDown")).toBe("a2");
  expect(from("a1", "ArrowUp")).toBeUndefined();
  expect(from("a3", "ArrowDown")).toBeUndefined();
});

test("sideways they skip empty columns and stay as high as they can", () => {
  expect(from("a3", "ArrowRight")).toBe("c1");
  expect(from("c1", "ArrowLeft")).toBe("a1");
  expect(from("d2", "ArrowRight")).toBeUndefined();
});
