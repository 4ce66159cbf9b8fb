import { createCustomer } from "@mechanicbuddy/contract/customers";
import { searchAll, type searchKinds } from "@mechanicbuddy/contract/search";
import { createVehicle } from "@mechanicbuddy/contract/vehicles";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as search from "./search.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const person = (firstName: string, lastName: string, more: object = {}) =>
  shop.call(createCustomer, { body: { kind: "private", firstName, lastName, ...more } });
const find = async (q: string, as: "owner" | "mechanic" | "readonly" = "owner") =>
  (await shop.call(searchAll, { query: { q } }, { as })).items;
const titles = async (q: string) => (await find(q)).map((hit) => hit.title);

const thing = (entry: Partial<search.NewEntry> & Pick<search.NewEntry, "kind" | "title">) =>
  inTransaction(shop.ctx, async (ctx) => {
    const entityId = entry.entityId ?? newId();
    search.index(ctx, { entityId, keys: [], words: [], ...entry });
    return entityId;
  });

test("accents, case and separators do not matter", async () => {
  await person("Jürgen", "Müller-Öz");
  for (const q of ["muller", "MÜLLER", "jurgen müller", "Muller Oz", "mülleröz"]) {
    expect(await titles(q), q).toEqual(["Jürgen Müller-Öz"]);
  }
});

test("all words must fit, in any order; short ones begin a word", async () => {
  await person("Mari", "Kask");
  await person("Mart", "Kaskoja");
  expect(await titles("kask mari")).toEqual(["Mari Kask"]);
  expect(await titles("ma ka")).toHaveLength(2);
  expect(await titles("kask ri")).toEqual([]);
});

test("a plate is found from three characters on, whatever stands between them", async () => {
  await shop.call(createVehicle, { body: { plate: "12-AB 34", make: "Volkswagen", model: "Golf" } });
  for (const q of ["12ab34", "12-ab 34", "12 AB 34", "12.ab.34", "ab3", "B34"]) {
    expect(await titles(q), q).toEqual(["12-AB 34 · Volkswagen Golf"]);
  }
});

test("phones and e-mail addresses are found in pieces, with or without country code", async () => {
  const emails = [{ address: "mari.kask@example.com", label: null, isPrimary: true }];
  await person("Mari", "Kask", { phone: "+49 171 123 45 67", emails });
  for (const q of ["0171 1234567", "+491711234567", "171 123", "mari.kask@", "example.com"]) {
    expect(await titles(q), q).toEqual(["Mari Kask"]);
  }
});

test("one typo is forgiven in names of five letters and more, when nothing else fits", async () => {
  await person("Mari", "Kaskoja");
  await person("Jüri", "Mägi");
  for (const q of ["kasoja", "kaaskoja", "kaksoja", "kaskaja", "mari kasoja"]) {
    expect(await titles(q), q).toEqual(["Mari Kaskoja"]);
  }
  expect(await titles("mgai")).toEqual([]);
  expect(await titles("jüri kasoja")).toEqual([]);
  await person("Kaspar", "Kasoja");
  expect(await titles("kasoja")).toEqual(["Kaspar Kasoja"]);
});

test("Was it Kaask? finds Kask", async () => {
  await person("Mari", "Kask");
  expect(await titles("kaask")).toEqual(["Mari Kask"]);
});

test("an exact number or plate comes first, then beginnings of names, then what was used last", async () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  await thing({ kind: "work_order", title: "11042", keys: ["11042"], recency: at(9) });
  await thing({ kind: "work_order", title: "1042", keys: ["1042"], recency: at(1) });
  await thing({ kind: "invoice", title: "2026-01042", keys: ["2026-01042"], recency: at(10) });
  expect(await titles("1042")).toEqual(["1042", "2026-01042", "11042"]);
  await thing({ kind: "customer", title: "Ann Oskar", words: ["Ann Oskar"], recency: at(2) });
  await thing({ kind: "customer", title: "Skarlett", words: ["Skarlett"], recency: at(1) });
  await thing({ kind: "customer", title: "Skarlatti", words: ["Skarlatti"], recency: at(3) });
  expect(await titles("skar")).toEqual(["Skarlatti", "Skarlett", "Ann Oskar"]);
});

test("one and two characters find beginnings of names, plates and numbers, the exact one first", async () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  await thing({ kind: "customer", title: "Mari Mets", words: ["Mari Mets"], recency: at(1) });
  await thing({ kind: "customer", title: "Tom Mets", words: ["Tom Mets"], recency: at(2) });
  await thing({ kind: "work_order", title: "42", keys: ["42"], recency: at(1) });
  await thing({ kind: "work_order", title: "421", keys: ["421"], recency: at(3) });
  expect(await titles("m")).toEqual(["Tom Mets", "Mari Mets"]);
  expect(await titles("me")).toEqual(["Tom Mets", "Mari Mets"]);
  expect(await titles("42")).toEqual(["42", "421"]);
  expect(await titles("om")).toEqual([]);
});

test("whoever may not read a kind of thing does not find it", async () => {
  const kinds: (typeof searchKinds)[number][] = ["customer", "vehicle", "work_order", "estimate", "invoice", "part"];
  for (const kind of kinds) await thing({ kind, title: kind, words: ["brakes"], keys: ["77"] });
  const seen = async (as: "owner" | "mechanic", q: string) => (await find(q, as)).map((hit) => hit.kind).sort();
  expect(await seen("owner", "brakes")).toEqual([...kinds].sort());
  expect(await seen("mechanic", "brakes")).toEqual([...kinds].filter((kind) => kind !== "invoice").sort());
  expect(await seen("mechanic", "77")).not.toContain("invoice");
  const only = await shop.call(searchAll, { query: { q: "brakes", kind: "invoice" } }, { as: "mechanic" });
  expect(only.items).toEqual([]);
});

test("anything typed is searched, however odd; what folds to nothing finds nothing", async () => {
  await person("Mari", "Kask");
  for (const q of ["", "  ", "%", "_", "--", "'; drop table customers", "\\", "kask%", "a b c d e f g h i j k l m n"]) {
    expect(Array.isArray(await find(q)), q).toBe(true);
  }
  expect(await titles("%")).toEqual([]);
  expect(await titles("kask%")).toEqual(["Mari Kask"]);
});

test("twelve hits are shown unless more are asked for", async () => {
  for (let n = 0; n < 15; n++) await thing({ kind: "part", title: `Filter ${n}`, words: [`Filter ${n}`] });
  expect(await find("filter")).toHaveLength(12);
  expect(await find("f")).toHaveLength(12);
  expect((await shop.call(searchAll, { query: { q: "filter", limit: 50 } })).items).toHaveLength(15);
});

test("what is worked with moves to the front; what is forgotten is found no more", async () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const first = await thing({ kind: "vehicle", title: "first", words: ["golf"], recency: at(1) });
  await thing({ kind: "vehicle", title: "second", words: ["golf"], recency: at(2) });
  expect(await titles("golf")).toEqual(["second", "first"]);
  await inTransaction(shop.ctx, async (ctx) => search.touch(ctx, [first, null]));
  expect(await titles("golf")).toEqual(["first", "second"]);
  await inTransaction(shop.ctx, async (ctx) => search.forget(ctx, "vehicle", first));
  expect(await titles("golf")).toEqual(["second"]);
});

test("a thing found by new words is found by the old ones no more", async () => {
  const entityId = await thing({ kind: "part", title: "Filter", words: ["Filter"], keys: ["OC 90"] });
  await thing({ kind: "part", title: "Belt", words: ["Belt"], keys: ["OC 91"], entityId });
  expect(await titles("filter")).toEqual([]);
  expect(await titles("f")).toEqual([]);
  expect(await titles("oc91")).toEqual(["Belt"]);
  expect(await titles("be")).toEqual(["Belt"]);
});

test("another workshop's things are not found", async () => {
  const neighbour = await api.newShop();
  await neighbour.call(createCustomer, { body: { kind: "private", lastName: "Kaskoja" } });
  for (const q of ["kaskoja", "kasoja", "k", "ka"]) expect(await find(q)).toEqual([]);
});

test("a search costs one round trip; only a typo takes a second", async () => {
  await person("Mari", "Kaskoja");
  const cost = async (q: string) => (await shop.answer(searchAll, { query: { q } })).cost.roundTrips;
  expect([await cost("kask"), await cost("k"), await cost("kasoja")]).toEqual([1, 1, 2]);
});

test("an entry is written with the change it belongs to, or not at all", async () => {
  const failing = inTransaction(shop.ctx, async (ctx) => {
    search.index(ctx, { kind: "part", entityId: newId(), title: "Ghost", keys: [], words: ["Ghost"] });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await titles("ghost")).toEqual([]);
  expect(() => search.index(shop.ctx, { kind: "part", entityId: newId(), title: "x", keys: [], words: [] })).toThrow();
});
