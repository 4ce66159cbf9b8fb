import { issueInvoice, listInvoices } from "@mechanicbuddy/contract/invoices";
import { neighbour, neighboursOrder } from "../backstage.ts";
import { expect, test } from "../test.ts";

test("twenty invoices in the same second, one of them impossible: nineteen numbers, one after the other", async () => {
  const orders = await Promise.all(Array.from({ length: 20 }, (_, n) => neighboursOrder(n === 7 ? [] : ["1"])));
  const issued = await Promise.allSettled(
    orders.map(({ id }) => neighbour(issueInvoice, { params: { id }, body: {} })),
  );

  const numbers = issued.flatMap((one) => (one.status === "fulfilled" ? [countOf(one.value)] : []));
  expect(numbers).toHaveLength(19);
  expect(issued.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []))).toEqual([
    expect.stringMatching(/: 4\d\d /),
  ]);
  // Another journey may issue an invoice here meanwhile: what counts is that none is missing in between.
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const { items } = await neighbour(listInvoices, { query: { limit: 100 } });
  const between = items.map(countOf).filter((count) => count >= first && count <= last);
  expect(between.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: last - first + 1 }, (_, n) => first + n),
  );
});

const countOf = ({ number }: { number: string }) => Number(number.split("-").at(-1));
