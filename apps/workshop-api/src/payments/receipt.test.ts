import {
  getReceiptPdf,
  recordDeposit,
  recordPayment,
  refundPayment,
  reversePayment,
} from "@mechanicbuddy/contract/payments";
import { pdfPages } from "@mechanicbuddy/documents/pdf-text";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fiscalShop, issue, methodOf, readyOrder } from "../invoices/testing/order.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as payments from "./payments.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const paperOf = async (shop: Shop, id: string) => {
  const { bytes } = await payments.receipt(shop.ctx, id);
  return pdfPages(bytes).join(" ").replace(/\s+/g, " ");
};

test("a receipt says who paid what, when, how and for which invoice, with the rounding of cash", async () => {
  const shop = await fiscalShop(api);
  await run(shop.ctx.db, sql`update settings set cash_rounding_cents = 5`);
  const invoice = await issue(shop, await readyOrder(shop));
  const allocations = [{ invoiceId: invoice.id, amountCents: 2697 }];
  const methodId = await methodOf(shop, "cash");
  const { id } = await shop.call(recordPayment, {
    body: { methodId, amountCents: 2695, allocations, reference: "slip 12" },
  });
  const paper = await paperOf(shop, id);
  for (const words of [
    "Receipt R1",
    "Marika Kask",
    "Cash",
    "slip 12",
    `Invoice ${invoice.number} 26.97`,
    "−0.02|-0.02",
    "26.95",
  ]) {
    expect(paper).toMatch(new RegExp(words));
  }
  const undone = await shop.call(reversePayment, { params: { id }, body: { reason: "typed twice" } });
  expect(await paperOf(shop, undone.id)).toMatch(/Reversal R2.*Undoes R1.*typed twice/);
});

test("the receipt of a deposit stays as it was, byte for byte, when the invoice takes the money", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const methodId = await methodOf(shop, "card");
  const { id } = await shop.call(recordDeposit, { params: { id: order.id }, body: { methodId, amountCents: 3000 } });
  const before = await payments.receipt(shop.ctx, id);
  expect(await paperOf(shop, id)).toContain("Deposit for work order 1042 30.00");
  api.clock.advance(60_000);
  await issue(shop, order);
  expect(await payments.receipt(shop.ctx, id)).toEqual(before);
  const refund = await shop.call(refundPayment, {
    params: { id },
    body: { amountCents: 303, methodId, reason: "rest" },
  });
  expect(await paperOf(shop, refund.id)).toMatch(/Money given back R2.*Of payment R1.*3\.03/);
});

test("whoever may not see payments gets no receipt", async () => {
  const shop = await fiscalShop(api);
  const order = await readyOrder(shop);
  const methodId = await methodOf(shop, "card");
  const { id } = await shop.call(recordDeposit, { params: { id: order.id }, body: { methodId, amountCents: 3000 } });
  expect((await shop.refused(getReceiptPdf, { params: { id } }, { as: "mechanic" })).code).toBe("forbidden");
});
