import type { CustomerInput } from "@mechanicbuddy/contract/customers";
import * as contract from "@mechanicbuddy/contract/customers";
import { searchAll } from "@mechanicbuddy/contract/search";
import * as vehicleContract from "@mechanicbuddy/contract/vehicles";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as customers from "./customers.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const mari: CustomerInput = {
  kind: "private",
  firstName: "Mari",
  lastName: "Kask",
  street: "Pikk 1",
  postalCode: "10123",
  city: "Tallinn",
  phone: "5123 4567",
  emails: [{ address: "Mari@Example.com", label: null, isPrimary: false }],
};

const add = (body: CustomerInput & { acceptWarnings?: string[] }) => shop.call(contract.createCustomer, { body });

test("a customer needs no more than a name at the counter", async () => {
  const { name, language, emails } = await add({ kind: "private", lastName: "Kask" });
  expect({ name, language, emails }).toEqual({ name: "Kask", language: "en", emails: [] });
  expect((await add({ kind: "company", companyName: "Kask OÜ" })).name).toBe("Kask OÜ");
});

test("name, address, phone and main e-mail follow from what was typed", async () => {
  expect(await add(mari)).toMatchObject({
    name: "Mari Kask",
    address: "Pikk 1, 10123 Tallinn",
    phone: "5123 4567",
    phoneKey: "+37251234567",
    emails: [{ address: "Mari@Example.com", isPrimary: true, bouncedAt: null }],
  });
});

test("a phone nobody can read is kept as typed and marked as unread", async () => {
  expect(await add({ ...mari, phone: "ask at the bakery" })).toMatchObject({
    phone: "ask at the bakery",
    phoneKey: null,
  });
});

test.each([
  ["a company without name", { kind: "company" }, "companyName", "Enter the company's name."],
  ["a person without name", { kind: "private" }, "lastName", "Enter a first or last name."],
  [
    "reverse charge without VAT id",
    { ...mari, taxTreatment: "reverse_charge" },
    "vatId",
    "Enter the VAT id; reverse charge needs it.",
  ],
  [
    "an e-mail address of the wrong shape",
    { ...mari, emails: [{ address: "mari at example", label: null, isPrimary: true }] },
    "emails.0.address",
    "Enter an e-mail address such as name@example.com.",
  ],
  [
    "a second main address",
    {
      ...mari,
      emails: ["a@example.com", "b@example.com"].map((address) => ({ address, label: null, isPrimary: true })),
    },
    "emails.1.isPrimary",
    "Only one address can be the main one.",
  ],
  [
    "an address twice",
    {
      ...mari,
      emails: ["a@example.com", "A@example.com"].map((address) => ({ address, label: null, isPrimary: false })),
    },
    "emails.1.address",
    "This address is there twice.",
  ],
])("%s is refused beside its field", async (_, body, field, message) => {
  const refused = await shop.refused(contract.createCustomer, { body: body as CustomerInput });
  expect(refused).toMatchObject({ status: 422, code: "invalid" });
  expect(refused.errors).toContainEqual({ field, message });
});

test.each([
  ["phone, however it is written", { phone: "+372 51 234 567" }, "same phone"],
  [
    "e-mail, whatever its case",
    { emails: [{ address: "mari@example.COM", label: null, isPrimary: true }] },
    "same e-mail",
  ],
  ["similar name in one postcode", { firstName: "Marie", postalCode: "10123" }, "similar name, same postcode"],
])("somebody with the same %s is asked about, by name and with a link", async (_, more, reason) => {
  const { id } = await add(mari);
  const body = { kind: "private" as const, firstName: "M.", lastName: "Kask", ...more };
  const refused = await shop.refused(contract.createCustomer, { body });
  expect(refused).toMatchObject({
    status: 409,
    detail: `Perhaps already here: Mari Kask (${reason}).`,
    warnings: [{ code: "duplicate_customer", about: [{ kind: "customer", id, label: "Mari Kask" }] }],
  });
  await add({ ...body, acceptWarnings: ["duplicate_customer"] });
  const accepted = await rows(shop.ctx.db, sql`select after from audit_entries where action = 'warning.accept'`);
  expect(accepted).toEqual([{ after: { codes: ["duplicate_customer"] } }]);
});

test("two companies with one registration number are asked about", async () => {
  const company = { kind: "company" as const, companyName: "Kask OÜ", registrationNo: "12345678" };
  await add(company);
  const refused = await shop.refused(contract.createCustomer, { body: { ...company, companyName: "K Transport" } });
  expect(refused.detail).toContain("same registration number");
});

test("the page of a customer names who may be the same person", async () => {
  const { id } = await add(mari);
  const twin = await add({ ...mari, lastName: "Kaask", acceptWarnings: ["duplicate_customer"] });
  expect((await shop.call(contract.listDuplicates, { params: { id } })).items).toEqual([
    { id: twin.id, name: "Mari Kaask", reasons: ["email", "name", "phone"] },
  ]);
  const { cost } = await shop.answer(contract.listDuplicates, { params: { id } });
  expect(cost.roundTrips).toBe(2);
});

test("everybody who may be there twice is listed in pairs, once each, without those who were archived", async () => {
  const shop = await api.newShop();
  const add = (fields: object) =>
    shop.call(contract.createCustomer, {
      body: { kind: "private", ...fields, acceptWarnings: ["duplicate_customer"] },
    });
  const first = await add({ lastName: "Kask", phone: "+372 5555 0101" });
  const second = await add({ lastName: "KASK", phone: "5555 0101" });
  await add({ lastName: "Kask", postalCode: "10111" });
  await add({ lastName: "Kaskova", postalCode: "10112" });
  const gone = await add({ lastName: "Tamm", phone: "+372 5555 0101" });
  await shop.call(contract.updateCustomer, { params: { id: gone.id }, body: { version: 1, archived: true } });
  const { items } = await shop.call(contract.listDuplicatePairs);
  expect(items).toHaveLength(3);
  expect(items[0]).toMatchObject({
    customers: [{ id: first.id, name: "Kask", vehicles: 0, lastVisitAt: null }, { id: second.id }],
    reasons: ["name", "phone"],
  });
});

test("nobody is asked again about a duplicate that was accepted", async () => {
  await add(mari);
  const twin = await add({ ...mari, acceptWarnings: ["duplicate_customer"] });
  const body = { version: twin.version, note: "Calls after five" };
  expect((await shop.call(contract.updateCustomer, { params: { id: twin.id }, body })).note).toBe("Calls after five");
});

test("a refused duplicate leaves nothing behind", async () => {
  await add(mari);
  await shop.refused(contract.createCustomer, { body: mari });
  expect((await shop.call(contract.listCustomers)).items).toHaveLength(1);
  expect((await shop.call(searchAll, { query: { q: "kask" } })).items).toHaveLength(1);
});

test("who lacks contacts.read sees no phone, e-mail or street, and finds nobody by them", async () => {
  const { id } = await add({ ...mari, personalCode: "49001010000" });
  const params = { id };
  const seen = await shop.call(contract.getCustomer, { params }, { as: "mechanic" });
  expect(seen.name).toBe("Mari Kask");
  for (const field of ["phone", "phone2", "emails", "street", "address", "personalCode", "phoneKey", "postalCode"]) {
    expect(seen).not.toHaveProperty(field);
  }
  const list = await shop.call(contract.listCustomers, {}, { as: "mechanic" });
  expect(list.items[0]).not.toHaveProperty("phone");
  expect(list.items[0]).not.toHaveProperty("openCents");
  const found = (q: string, as: "mechanic" | "advisor") => shop.call(searchAll, { query: { q } }, { as });
  expect((await found("51234567", "advisor")).items).toMatchObject([{ kind: "customer", id }]);
  expect((await found("51234567", "mechanic")).items).toEqual([]);
  expect((await found("kask", "mechanic")).items).toMatchObject([{ kind: "customer", id }]);
});

test("a personal code is stored encrypted, shown to whoever may see contacts, and never in the audit log", async () => {
  const { id } = await add({ ...mari, personalCode: "49001010000" });
  expect((await shop.call(contract.getCustomer, { params: { id } })).personalCode).toBe("49001010000");
  const stored = JSON.stringify(
    await rows(
      shop.ctx.db,
      sql`select encode(personal_code, 'escape') as t from customers
        union all select before::text || after::text from audit_entries union all select after::text from audit_entries
        union all select after::text from audit_personal union all select text from search_entries`,
    ),
  );
  expect(stored).not.toContain("49001010000");
});

test("a change keeps what was left out, and the mark of a bounced address", async () => {
  const { id, version } = await add(mari);
  await rows(shop.ctx.db, sql`update customer_emails set bounced_at = now() where customer_id = ${id}`);
  const emails = [
    { address: "mari@example.com", label: "home", isPrimary: false },
    { address: "mari@work.example", label: null, isPrimary: true },
  ];
  const changed = await shop.call(contract.updateCustomer, {
    params: { id },
    body: { version, emails, cashOnly: true },
  });
  expect(changed).toMatchObject({ name: "Mari Kask", cashOnly: true, phone: "5123 4567" });
  expect(changed.emails).toMatchObject([
    { address: "mari@work.example", isPrimary: true, bouncedAt: null },
    { address: "mari@example.com", isPrimary: false, bouncedAt: expect.any(String) },
  ]);
});

test("of two people who change a customer at once the second sees what the first saved", async () => {
  const { id, version } = await add(mari);
  await shop.call(contract.updateCustomer, { params: { id }, body: { version, phone: "5555 5555" } });
  const refused = await shop.refused(contract.updateCustomer, {
    params: { id },
    body: { version, phone: "5666 6666" },
  });
  expect(refused).toMatchObject({ code: "conflict", current: { phone: "5555 5555", version: version + 1 } });
});

test("a new name is found in search, also on the customer's car, and the old one no more", async () => {
  const { id, version } = await add(mari);
  await shop.call(vehicleContract.createVehicle, { body: { plate: "123 ABC", ownerId: id } });
  await shop.call(contract.updateCustomer, { params: { id }, body: { version, lastName: "Tamm" } });
  const found = async (q: string) => (await shop.call(searchAll, { query: { q } })).items.map((hit) => hit.kind).sort();
  expect(await found("tamm")).toEqual(["customer", "vehicle"]);
  expect(await found("kask")).toEqual([]);
});

test("an archived customer leaves the list and can be restored", async () => {
  const { id, version } = await add(mari);
  const archive = (version: number, archived: boolean) =>
    shop.call(contract.updateCustomer, { params: { id }, body: { version, archived } });
  const archived = await archive(version, true);
  expect(archived.archivedAt).not.toBeNull();
  expect((await shop.call(contract.listCustomers)).items).toEqual([]);
  expect((await shop.call(contract.listCustomers, { query: { archived: true } })).items).toHaveLength(1);
  expect((await archive(archived.version, false)).archivedAt).toBeNull();
});

test("only a customer nothing refers to can be deleted; else it says what does", async () => {
  const { id } = await add(mari);
  const car = await shop.call(vehicleContract.createVehicle, { body: { plate: "123 ABC", ownerId: id } });
  const refused = await shop.refused(contract.deleteCustomer, { params: { id } });
  expect(refused).toMatchObject({
    code: "in_use",
    detail: "1 vehicle. Archive instead?",
    usedIn: [{ kind: "vehicle", id: car.id, label: "123 ABC" }],
  });
  const { id: other } = await add({ kind: "private", lastName: "Tamm" });
  expect((await shop.answer(contract.deleteCustomer, { params: { id: other } })).status).toBe(204);
  expect((await shop.call(searchAll, { query: { q: "tamm" } })).items).toEqual([]);
  expect(await shop.refused(contract.getCustomer, { params: { id: other } })).toMatchObject({ code: "not_found" });
});

test("a merged customer is found as the one it went into", async () => {
  const { id } = await add(mari);
  const { id: old } = await add({ kind: "private", lastName: "Kaask" });
  await rows(shop.ctx.db, sql`update customers set merged_into = ${id} where id = ${old}`);
  expect((await shop.call(contract.getCustomer, { params: { id: old } })).id).toBe(id);
  expect((await shop.call(contract.listCustomers)).items.map((row) => row.id)).toEqual([id]);
});

test("the list shows customers by name with their cars, page after page, each once", async () => {
  for (const lastName of ["Tamm", "Kask", "Saar", "Kask", "Mets"]) await add({ kind: "private", lastName });
  const [first] = (await shop.call(contract.listCustomers)).items;
  await shop.call(vehicleContract.createVehicle, {
    body: { plate: "123 ABC", make: "Volkswagen", model: "Golf", ownerId: first?.id as string },
  });
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: contract.CustomerRow[]; nextCursor: string | null; total?: number } = await shop.call(
      contract.listCustomers,
      { query: { limit: 2, total: true, ...(cursor === null ? {} : { cursor }) } },
    );
    if (cursor === null) {
      expect(page.total).toBe(5);
      expect(page.items[0]?.vehicles).toMatchObject([{ plate: "123 ABC", label: "Volkswagen Golf" }]);
    }
    names.push(...page.items.map((row) => row.name));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(names).toEqual(["Kask", "Kask", "Mets", "Saar", "Tamm"]);
});

test("the list is filtered by kind and care, and by the same words as the search", async () => {
  await add({ ...mari, handleWithCare: true, careNote: "Counts the screws" });
  await add({ kind: "company", companyName: "Käsk & Pojad OÜ" });
  const names = async (query: object) =>
    (await shop.call(contract.listCustomers, { query })).items.map((row) => row.name);
  expect(await names({ kind: "company" })).toEqual(["Käsk & Pojad OÜ"]);
  expect(await names({ care: true })).toEqual(["Mari Kask"]);
  expect(await names({ q: "kask" })).toEqual(["Käsk & Pojad OÜ", "Mari Kask"]);
  expect(await names({ q: "k" })).toHaveLength(2);
  expect(await names({ q: "pojad kask" })).toEqual(["Käsk & Pojad OÜ"]);
  expect(await names({ q: "--" })).toEqual([]);
});

test("who may not read invoices cannot ask who owes", async () => {
  expect(await shop.refused(contract.listCustomers, { query: { balance: "open" } }, { as: "mechanic" })).toMatchObject({
    code: "forbidden",
  });
  expect((await shop.call(contract.listCustomers, { query: { balance: "open" } })).items).toEqual([]);
});

test("a customer without documents owes nothing", async () => {
  const { id } = await add(mari);
  expect(await shop.call(contract.getCustomerBalance, { params: { id } })).toEqual({
    balanceCents: 0,
    overdueCents: 0,
    creditCents: 0,
  });
  expect((await shop.refused(contract.getCustomerBalance, { params: { id } }, { as: "mechanic" })).code).toBe(
    "forbidden",
  );
});

test("another workshop's customer is not there", async () => {
  const neighbour = await api.newShop();
  const { id } = await neighbour.call(contract.createCustomer, { body: mari });
  const calls = [
    shop.refused(contract.getCustomer, { params: { id } }),
    shop.refused(contract.updateCustomer, { params: { id }, body: { version: 1, note: "mine" } }),
    shop.refused(contract.deleteCustomer, { params: { id } }),
    shop.refused(contract.listCustomerVehicles, { params: { id } }),
    shop.refused(contract.listCustomerHistory, { params: { id } }),
    shop.refused(contract.getCustomerBalance, { params: { id } }),
    shop.refused(contract.listDuplicates, { params: { id } }),
  ];
  for (const refused of await Promise.all(calls)) expect(refused).toMatchObject({ status: 404, code: "not_found" });
  const refused = await shop.refused(vehicleContract.createVehicle, { body: { plate: "1", ownerId: id } });
  expect(refused.errors?.[0]?.field).toBe("ownerId");
});

test("documents and tasks get a customer with contacts, whatever their permissions", async () => {
  const { id } = await add(mari);
  expect(await customers.getWhole(shop.ctx, id)).toMatchObject({
    phone: "5123 4567",
    address: "Pikk 1, 10123 Tallinn",
  });
  expect(await customers.get(shop.ctx, id)).not.toHaveProperty("phone");
});

test("a customer and a page of 25 cost one round trip, saving costs three: look, write, commit", async () => {
  const { id, version } = await add(mari);
  for (let n = 0; n < 25; n++) await add({ kind: "private", lastName: `Saar ${String.fromCharCode(65 + n)}` });
  expect((await shop.answer(contract.getCustomer, { params: { id } })).cost).toMatchObject({
    statements: 2,
    roundTrips: 1,
  });
  expect((await shop.answer(contract.listCustomers, { query: { q: "saar" } })).cost).toMatchObject({
    statements: 2,
    roundTrips: 1,
  });
  expect(
    (await shop.answer(contract.createCustomer, { body: { kind: "private", lastName: "Mets" } })).cost.roundTrips,
  ).toBe(3);
  const change = { params: { id }, body: { version, note: "Pays at once" } };
  expect((await shop.answer(contract.updateCustomer, change)).cost.roundTrips).toBe(3);
});
