import { expect, test } from "vitest";
import { proposed } from "./open-invoices.ts";

test("money is proposed for the invoices in their order, as far as it reaches", () => {
  const open = [
    { id: "a", openCents: 2697 },
    { id: "b", openCents: 5000 },
    { id: "c", openCents: 100 },
  ];
  expect([...proposed(4000, open).values()]).toEqual([2697, 1303, 0]);
  expect([...proposed(9000, open).values()]).toEqual([2697, 5000, 100]);
});
