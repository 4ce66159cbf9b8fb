import * as contract from "@mechanicbuddy/contract/work-orders";
import { pdfPages } from "@mechanicbuddy/documents/pdf-text";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { newId } from "@mechanicbuddy/platform/id";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { canOilService, shelve, visit } from "../work-orders/testing/visit.ts";
import { jobCard } from "./job-card.ts";

let api: TestApi;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

test("the card of a car tells plate, concern, promise by the workshop's clock, work and parts, and no price", async () => {
  const shop = await api.newShop();
  const { id } = await visit(shop, {
    concern: "Oil service, please",
    promisedAt: "2026-11-25T14:00:00.000Z",
    odometerIn: 187_204,
  });
  const cannedJobId = await canOilService(shop, await shelve(shop));
  await shop.call(contract.addJob, { params: { id }, body: { cannedJobId } });
  const { bytes, name } = await jobCard(shop.ctx, id);
  const text = pdfPages(bytes).join(" ").replace(/\s+/g, " ");
  expect(name).toBe("1.pdf");
  for (const words of [
    "Job card 1",
    "482 KTR",
    "Golf VII",
    "Marika Kask",
    "Oil service, please",
    "187,204 km",
    "16:00",
  ])
    expect(text).toContain(words);
  expect(text).not.toMatch(/€|EUR|\d\.\d\d\b/);
});

test("every mechanic prints it; a card of another workshop's order is not found", async () => {
  const shop = await api.newShop();
  const { id } = await visit(shop);
  const answer = await shop.answer(contract.getJobCardPdf, { params: { id } }, { as: "mechanic" });
  expect(answer.status).toBe(200);
  expect((await shop.refused(contract.getJobCardPdf, { params: { id: newId() } })).code).toBe("not_found");
});
