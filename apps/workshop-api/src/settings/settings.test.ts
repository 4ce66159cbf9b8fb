import { createCustomer } from "@mechanicbuddy/contract/customers";
import { recordPayment } from "@mechanicbuddy/contract/payments";
import * as contract from "@mechanicbuddy/contract/settings";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
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

const change = async (body: object) =>
  shop.answer(contract.updateSettings, { body: { ...(await versionOf()), ...body } as never });
const versionOf = async () => ({ version: (await shop.call(contract.getSettings)).version });
const errorsOf = async (body: object) => ((await change(body)).body as unknown as { errors: unknown }).errors;

test("settings can be changed one by one, and the change is saved for the next visitor", async () => {
  const { body } = await change({ dueDays: 30, lateFeeText: "8 % a year", discountLimits: { advisor: 10 } });
  expect(body).toMatchObject({ dueDays: 30, discountLimits: { advisor: 10 }, timeZone: "Europe/Tallinn" });
  expect(await shop.call(contract.getSettings, {}, { as: "readonly" })).toEqual(body);
});

test("a form that was open while a colleague saved answers with what is there now", async () => {
  const { version } = await versionOf();
  await change({ dueDays: 30 });
  const refused = await shop.refused(contract.updateSettings, { body: { version, dueDays: 7 } });
  expect(refused).toMatchObject({ code: "conflict", current: { dueDays: 30 } });
});

test("settings that contradict each other or mean nothing name the field and the remedy", async () => {
  expect(await errorsOf({ timeZone: "Estonia/Tallin" })).toEqual([
    { field: "timeZone", message: "Estonia/Tallin is not a time zone; choose one such as Europe/Tallinn." },
  ]);
  expect(await errorsOf({ timeZone: "+02:00" })).toMatchObject([{ field: "timeZone" }]);
  expect(await errorsOf({ currency: "EUX" })).toEqual([
    { field: "currency", message: "EUX is not a currency; write it like EUR or USD." },
  ]);
  expect(await errorsOf({ approvalDemand: "above" })).toMatchObject([{ field: "approvalAboveCents" }]);
  expect(await errorsOf({ discountLimits: { boss: 10 } })).toMatchObject([{ field: "discountLimits.boss" }]);
  expect(await errorsOf({ paymentMethodId: shop.people.owner.userId })).toMatchObject([{ field: "paymentMethodId" }]);
});

test("the time zones people choose from are known to the database as well", async () => {
  for (const timeZone of ["UTC", "Europe/Kyiv", "America/Argentina/Buenos_Aires", "Asia/Kolkata"]) {
    expect((await change({ timeZone })).status).toBe(200);
  }
});

test("after the first issued document the currency stays", async () => {
  expect((await change({ currency: "USD" })).status).toBe(200);
  await issueInvoice(shop.ctx, { number: "2026-00001", n: 1 });
  expect(await errorsOf({ currency: "EUR" })).toEqual([
    { field: "currency", message: "Documents were issued in USD; the currency can no longer change." },
  ]);
  expect((await change({ currency: "USD", dueDays: 7 })).status).toBe(200);
  expect((await shop.call(contract.getSettings)).currencyFixed).toBe(true);
});

test("the day changes at the workshop's midnight, not at ours", async () => {
  const at = (iso: string) => ({ ...shop.ctx, now: () => new Date(iso) });
  expect(await settings.today(at("2026-03-01T21:59:00Z"))).toBe("2026-03-01");
  expect(await settings.today(at("2026-03-01T22:01:00Z"))).toBe("2026-03-02");
});

const company = {
  legalName: "Sadama Auto OÜ",
  tradingName: null,
  registrationNo: "12345678",
  vatId: "ee 123 456 789",
  street: "Sadama 7",
  city: "Tallinn",
  region: null,
  postalCode: "10111",
  country: "EE",
  phone: null,
  email: "desk@sadama.example",
  website: "sadama.example",
  accounts: [{ iban: "ee38 2200 2210 2014 5685", bic: "habaee2x", bank: null }],
};
const save = async (more: object = {}) => {
  const { version } = await shop.call(contract.getRequisites);
  return shop.answer(contract.putRequisites, { body: { ...company, ...more, version } });
};
const companyErrors = async (more: object) => ((await save(more)).body as unknown as { errors: unknown }).errors;

test("company data is saved tidily and printed as the country writes it", async () => {
  expect((await save()).body).toMatchObject({
    vatId: "EE123456789",
    accounts: [{ iban: "EE382200221020145685", bic: "HABAEE2X", bank: null }],
  });
  expect(await settings.seller(shop.ctx, "de")).toEqual({
    legalName: "Sadama Auto OÜ",
    registrationNo: "12345678",
    vatId: "EE123456789",
    addressLines: ["Sadama 7", "10111 Tallinn", "Estland"],
    country: "EE",
    email: "desk@sadama.example",
    website: "sadama.example",
    accounts: [{ iban: "EE382200221020145685", bic: "HABAEE2X" }],
  });
  expect(await shop.refused(contract.putRequisites, { body: { ...company, version: 1 } })).toMatchObject({
    code: "conflict",
    current: { legalName: "Sadama Auto OÜ" },
  });
});

test("a mistyped account, VAT id or web address is told apart field by field", async () => {
  const faults = {
    accounts: [
      { iban: "EE382200221020145686", bic: null, bank: null },
      { iban: "EE3822002210201456", bic: "HABA", bank: null },
    ],
    vatId: "EE12345678",
    website: "javascript:alert(1)",
  };
  expect(await companyErrors(faults)).toEqual([
    { field: "vatId", message: "This VAT id has the wrong form; it looks like EE123456789." },
    { field: "website", message: "Enter an address such as example.com or https://example.com." },
    { field: "accounts.0.iban", message: "This IBAN has a wrong check digit." },
    { field: "accounts.1.iban", message: "This IBAN has 18 characters; one from EE has 20." },
    { field: "accounts.1.bic", message: "A BIC has 8 or 11 characters, such as EEUHEE2X." },
  ]);
});

test("an American workshop needs no IBAN and no European VAT id", async () => {
  const american = {
    country: "US",
    vatId: null,
    street: "1 Main St",
    city: "Austin",
    region: "TX",
    postalCode: "78701",
    accounts: [{ iban: "000123456789", bic: null, bank: "First Bank" }],
  };
  expect((await save(american)).status).toBe(200);
  expect((await settings.seller(shop.ctx)).addressLines).toEqual(["1 Main St", "Austin, TX 78701", "United States"]);
});

test("only who may touch the books changes company data", async () => {
  const { version } = await shop.call(contract.getRequisites);
  expect(
    await shop.refused(contract.putRequisites, { body: { ...company, version } }, { as: "manager" }),
  ).toMatchObject({
    code: "forbidden",
  });
});

test("payment methods keep their order, and the usual one cannot be retired unseen", async () => {
  const added = await shop.call(contract.createPaymentMethod, { body: { name: "Swish", kind: "other", active: true } });
  expect(added.position).toBe(4);
  await shop.call(contract.updatePaymentMethod, {
    params: { id: added.id },
    body: { version: added.version, position: 1 },
  });
  const { items } = await shop.call(contract.listPaymentMethods);
  expect(items.map((method) => [method.position, method.name])).toEqual([
    [1, "Swish"],
    [2, "Cash"],
    [3, "Card"],
    [4, "Bank transfer"],
  ]);
  const usual = items[3];
  const retire = { params: { id: usual?.id ?? "" }, body: { version: usual?.version ?? 0, active: false } };
  expect((await shop.refused(contract.updatePaymentMethod, retire)).errors).toMatchObject([{ field: "active" }]);
});

test("a payment method is deleted while nothing was paid with it; after that it is switched off instead", async () => {
  const added = await shop.call(contract.createPaymentMethod, { body: { name: "Swish", kind: "other", active: true } });
  const params = { id: added.id };
  expect(await shop.call(contract.getPaymentMethod, { params })).toEqual(added);
  const taken = { methodId: added.id, amountCents: 1_000, allocations: [] };
  const { id: customerId } = await shop.call(createCustomer, { body: { kind: "private", lastName: "Kask" } });
  const payment = await shop.call(recordPayment, {
    body: { ...taken, customerId, acceptWarnings: ["becomes_credit"] },
  });
  expect(await shop.refused(contract.deletePaymentMethod, { params })).toMatchObject({
    code: "in_use",
    detail: "Swish was paid with. Switch it off instead of deleting it.",
    usedIn: [{ kind: "payment", id: payment.id }],
  });
  const { items } = await shop.call(contract.listPaymentMethods);
  const [cash, , usual] = items;
  const used = await shop.refused(contract.deletePaymentMethod, { params: { id: usual?.id ?? "" } });
  expect([used.code, used.detail]).toEqual([
    "in_use",
    "New invoices use Bank transfer. Choose another under Settings, Documents first.",
  ]);
  await shop.call(contract.deletePaymentMethod, { params: { id: cash?.id ?? "" } });
  expect((await shop.refused(contract.getPaymentMethod, { params: { id: cash?.id ?? "" } })).code).toBe("not_found");
});

test("numbers of orders and documents are taken once each, without gaps, by however many at once", async () => {
  const taken: string[] = [];
  const takers = Array.from({ length: 20 }, (_, index) =>
    inTransaction(shop.ctx, async (ctx) => {
      const { number } = await settings.takeNumber(ctx, "invoice", "2026-03-01");
      if (index === 7) throw new Error("rolled back");
      taken.push(number);
    }),
  );
  const outcomes = await Promise.allSettled(takers);
  expect(outcomes.filter((outcome) => outcome.status === "rejected")).toHaveLength(1);
  const expected = Array.from({ length: 19 }, (_, index) => `2026-${String(index + 1).padStart(5, "0")}`);
  expect(taken.sort()).toEqual(expected);
});

test("invoices begin anew with the year, orders go on; nothing is dated back into a closed year", async () => {
  const take = (kind: settings.NumberKind, onDate: string) =>
    inTransaction(shop.ctx, async (ctx) => (await settings.takeNumber(ctx, kind, onDate)).number);
  expect(await take("invoice", "2026-12-31")).toBe("2026-00001");
  expect(await take("work_order", "2026-12-31")).toBe("1");
  expect(await take("invoice", "2027-01-01")).toBe("2027-00001");
  expect(await take("work_order", "2027-01-01")).toBe("2");
  await expect(take("invoice", "2026-12-31")).rejects.toMatchObject({ code: "conflict" });
});

test("reading settings costs one round trip, saving them four: look, check, save, commit", async () => {
  await shop.call(contract.getSettings);
  expect((await shop.answer(contract.getSettings)).cost).toMatchObject({ statements: 2, roundTrips: 1 });
  for (const route of [
    contract.getRequisites,
    contract.listTaxRates,
    contract.listNumberSeries,
    contract.listPaymentMethods,
  ]) {
    expect((await shop.answer(route)).cost.roundTrips).toBe(1);
  }
  expect((await change({ dueDays: 30 })).cost.roundTrips).toBe(3);
  const { id } = await one<{ id: string }>(shop.ctx.db, sql`select payment_method_id as id from settings`);
  expect((await change({ paymentMethodId: id })).cost.roundTrips).toBe(4);
});

test("a neighbour's settings are never read or written", async () => {
  const neighbour = await api.newShop();
  await change({ dueDays: 99 });
  await run(shop.ctx.db, sql`update requisites set legal_name = 'Ours'`);
  expect((await neighbour.call(contract.getSettings)).dueDays).toBe(14);
  expect((await neighbour.call(contract.getRequisites)).legalName).toBe("Sadama Auto");
  const method = (await neighbour.call(contract.listPaymentMethods)).items[0];
  const stranger = await shop.refused(contract.updatePaymentMethod, {
    params: { id: method?.id ?? "" },
    body: { version: 1, name: "X" },
  });
  expect(stranger.code).toBe("not_found");
});
