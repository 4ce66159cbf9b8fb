import * as contract from "@mechanicbuddy/contract/settings";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as settings from "./settings.ts";
import { issueInvoice } from "./testing/issued-invoice.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const rate = {
  code: "13",
  name: "VAT 13 %",
  percent: 13,
  category: "S" as const,
  reason: null,
  validFromOn: "2026-01-01",
  validUntilOn: null,
  isDefault: false,
};
const rates = async () => (await shop.call(contract.listTaxRates)).items;
const byCode = async (code: string) => (await rates()).find((one) => one.code === code) as contract.TaxRate;
const create = (more: object = {}) => shop.answer(contract.createTaxRate, { body: { ...rate, ...more } });
const errorsOf = async (more: object) => ((await create(more)).body as unknown as { errors: unknown }).errors;
const update = (one: contract.TaxRate, body: object) =>
  shop.answer(contract.updateTaxRate, { params: { id: one.id }, body: { version: one.version, ...body } });

test("when the law changes a rate, the old one ends and the new one follows under its code by itself", async () => {
  const old = await byCode("24");
  await update(old, { validUntilOn: "2026-06-30" });
  expect((await create({ code: "24", name: "VAT 26 %", percent: 26, validFromOn: "2026-07-01" })).status).toBe(201);
  expect((await settings.defaultTaxRate(shop.ctx, "2026-06-30")).percent).toBe(24);
  expect((await settings.defaultTaxRate(shop.ctx, "2026-07-01")).percent).toBe(26);
});

test("on a day without a default rate nobody gets a wrong one silently", async () => {
  await update(await byCode("24"), { validUntilOn: "2026-06-30" });
  await expect(settings.defaultTaxRate(shop.ctx, "2026-07-01")).rejects.toMatchObject({
    code: "conflict",
    message: "No default tax rate is valid on 2026-07-01. Add one under Settings, Tax rates.",
  });
});

test("two rates of one code cannot be valid on the same day", async () => {
  expect(await errorsOf({ code: "24" })).toEqual([
    {
      field: "validFromOn",
      message:
        "VAT 24 % with the code 24 is valid from 2000-01-01 without an end. End it before this one begins, or use another code.",
    },
  ]);
  await create();
  const second = (await create({ validFromOn: "1999-01-01", validUntilOn: "2025-12-31" })).body;
  const { body } = await update(second, { validUntilOn: "2026-01-01" });
  expect(body).toMatchObject({ errors: [{ field: "validFromOn" }] });
});

test("of two colleagues who add the same code at once only one succeeds", async () => {
  const answers = await Promise.all([create({ validUntilOn: "2026-12-31" }), create({ validFromOn: "2026-06-01" })]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 422]);
});

test("a rate that makes no sense for an invoice is refused with the remedy", async () => {
  expect(await errorsOf({ percent: 0 })).toMatchObject([{ field: "category" }]);
  expect(await errorsOf({ category: "AE" })).toMatchObject([{ field: "percent" }]);
  expect(await errorsOf({ validUntilOn: "2025-12-31" })).toEqual([
    { field: "validUntilOn", message: "The end lies before the start." },
  ]);
});

test("there is one default: making another one takes it from the first, and nobody can take it away", async () => {
  const nine = await byCode("9");
  expect((await update(nine, { isDefault: true })).body.isDefault).toBe(true);
  const old = await byCode("24");
  expect(old.isDefault).toBe(false);
  expect((await update(await byCode("9"), { isDefault: false })).body).toMatchObject({
    errors: [{ field: "isDefault" }],
  });
});

test("a rate on an issued document can only be ended, and not before that document", async () => {
  const used = await byCode("24");
  expect(used.used).toBe(false);
  await issueInvoice(shop.ctx, { number: "2026-00001", n: 1, taxRateId: used.id, supplyOn: "2026-03-10" });
  const current = await byCode("24");
  expect(current.used).toBe(true);
  expect((await update(current, { percent: 25 })).body).toMatchObject({
    code: "in_use",
    detail: "VAT 24 % stands on issued documents. End it and add a new one.",
  });
  expect((await update(current, { validUntilOn: "2026-03-09" })).body).toMatchObject({
    errors: [{ field: "validUntilOn" }],
  });
  expect((await update(current, { validUntilOn: "2026-03-10" })).status).toBe(200);
});

test("one rate is looked up by itself", async () => {
  const nine = await byCode("9");
  expect(await shop.call(contract.getTaxRate, { params: { id: nine.id } })).toEqual(nine);
});

test("only a rate nothing refers to can be deleted", async () => {
  const { body } = await create();
  await shop.call(contract.deleteTaxRate, { params: { id: body.id } });
  expect((await shop.refused(contract.deleteTaxRate, { params: { id: body.id } })).code).toBe("not_found");
  const used = await shop.refused(contract.deleteTaxRate, { params: { id: (await byCode("24")).id } });
  expect(used).toMatchObject({ code: "in_use", usedIn: [{ kind: "labour_rate", label: "Workshop hour" }] });
});

test("a stale form is told what the rate is now", async () => {
  const nine = await byCode("9");
  await update(nine, { name: "Reduced" });
  expect((await update(nine, { name: "Low" })).body).toMatchObject({ code: "conflict", current: { name: "Reduced" } });
});

test("a line that names a rate from elsewhere hears which field is wrong", async () => {
  const neighbour = await api.newShop();
  const theirs = (await neighbour.call(contract.listTaxRates)).items[0];
  await expect(settings.taxRate(shop.ctx, theirs?.id ?? "", "lines.0.taxRateId")).rejects.toMatchObject({
    extra: { errors: [{ field: "lines.0.taxRateId" }] },
  });
});
