import * as contract from "@mechanicbuddy/contract/settings";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
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

const year = new Date().getFullYear();
const today = `${year}-03-01`;

const series = async (kind: settings.NumberKind) =>
  (await shop.call(contract.listNumberSeries)).items.find((one) => one.kind === kind) as contract.NumberSeries;
const change = async (kind: settings.NumberKind, body: object) => {
  const { id, version } = await series(kind);
  return shop.answer(contract.updateNumberSeries, { params: { id }, body: { version, ...body } });
};
const errorsOf = async (kind: settings.NumberKind, body: object) =>
  ((await change(kind, body)).body as unknown as { errors: unknown }).errors;

test("every series shows the number the next document gets", async () => {
  const { items } = await shop.call(contract.listNumberSeries);
  expect(items.map((one) => one.preview)).toEqual(["1", `${year}-00001`, `C${year}-00001`, "R1", "P1"]);
});

test("a workshop that moves to us goes on with its own numbers", async () => {
  const { body } = await change("invoice", { next: 417, pattern: "A{yy}-{n}" });
  expect(body.preview).toBe(`A${year % 100}-417`);
  const taken = await inTransaction(shop.ctx, (ctx) => settings.takeNumber(ctx, "invoice", today));
  expect(taken).toMatchObject({ number: `A${year % 100}-417`, n: 417, year });
});

test("the next number can only rise", async () => {
  await change("invoice", { next: 42 });
  expect(await errorsOf("invoice", { next: 41 })).toEqual([
    { field: "next", message: "The next number was set to 42 before; the next number cannot be below 42." },
  ]);
  await issueInvoice(shop.ctx, { number: `${year}-00041`, n: 41 });
  expect(await errorsOf("invoice", { next: 41 })).toEqual([
    { field: "next", message: `Invoice ${year}-00041 exists; the next number cannot be below 42.` },
  ]);
});

test("a pattern must hold the running number, and the year where numbers restart with it", async () => {
  expect(await errorsOf("receipt", { pattern: "R" })).toEqual([
    { field: "pattern", message: "Add {n}, the running number." },
  ]);
  expect(await errorsOf("invoice", { pattern: "A{n}" })).toEqual([
    { field: "pattern", message: "Numbers that restart every year need {yyyy} or {yy}." },
  ]);
  expect(await errorsOf("receipt", { pattern: "R{nn}" })).toMatchObject([{ field: "pattern" }]);
});

test("no pattern can give a number out a second time", async () => {
  await issueInvoice(shop.ctx, { number: "X1", n: 1 });
  expect(await errorsOf("invoice", { pattern: "X{n}", resets: "never" })).toEqual(undefined);
  expect((await series("invoice")).preview).toBe("X2");
  expect(await errorsOf("credit_note", { pattern: "X{n}", resets: "never" })).toEqual([
    { field: "pattern", message: "Invoices and credit notes need patterns that differ." },
  ]);
  expect(await errorsOf("credit_note", { pattern: "X{n:1}", resets: "never" })).toEqual([
    { field: "pattern", message: "The number X1 exists already. Choose another pattern or a higher number." },
  ]);
});

test("a series that stops restarting goes on above its highest number of all years", async () => {
  await issueInvoice(shop.ctx, { number: `${year - 1}-00090`, n: 90 });
  await run(shop.ctx.db, sql`update number_series set next = 3, year = ${year} where kind = 'invoice'`);
  expect((await change("invoice", { resets: "never" })).body).toMatchObject({ next: 91, resets: "never" });
  const taken = await inTransaction(shop.ctx, (ctx) => settings.takeNumber(ctx, "invoice", today));
  expect(taken).toMatchObject({ n: 91, year: 0 });
});

test("in a new year the page shows the new year's first number, and raising it counts for that year", async () => {
  await run(shop.ctx.db, sql`update number_series set next = 300, year = ${year - 1} where kind = 'invoice'`);
  expect(await series("invoice")).toMatchObject({ next: 1, preview: `${year}-00001` });
  expect((await change("invoice", { next: 5 })).body.preview).toBe(`${year}-00005`);
  const taken = await inTransaction(shop.ctx, (ctx) => settings.takeNumber(ctx, "invoice", today));
  expect(taken.number).toBe(`${year}-00005`);
});

test("a stale form is told what the series is now", async () => {
  const { id, version } = await series("receipt");
  await change("receipt", { next: 9 });
  const refused = await shop.refused(contract.updateNumberSeries, { params: { id }, body: { version, next: 20 } });
  expect(refused).toMatchObject({ code: "conflict", current: { next: 9 } });
});
