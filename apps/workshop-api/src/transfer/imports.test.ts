import * as customers from "@mechanicbuddy/contract/customers";
import * as contract from "@mechanicbuddy/contract/imports";
import { listNotifications } from "@mechanicbuddy/contract/notifications";
import * as parts from "@mechanicbuddy/contract/parts";
import * as vehicles from "@mechanicbuddy/contract/vehicles";
import * as workOrders from "@mechanicbuddy/contract/work-orders";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { run } from "./running.ts";
import { transferTasks } from "./tasks.ts";
import { importTable, rowsOf, takeBack, upload } from "./testing/table.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const names = async () =>
  (await shop.call(customers.listCustomers, { query: { limit: 100 } })).items.map((row) => row.name);
const counts = ({ created, updated, skipped, failed }: contract.Import) => ({ created, updated, skipped, failed });

/** Of 4,000 rows, twelve cannot be used. */
function fourThousand(): string {
  const rows = Array.from({ length: 4_000 }, (_, index) => {
    const isBad = index % 334 === 100;
    return `C${index},First${index},Last${index},${isBad ? "not an address" : `c${index}@example.com`},+372 5${String(1_000_000 + index)},Street ${index},1${String(index).padStart(4, "0")}`;
  });
  return ["Customer No,First Name,Surname,E-mail,Phone,Address,Postcode", ...rows].join("\n");
}

test("4,000 customers: a trial lists the twelve bad rows, the import accounts for every row, and a second one finds them all", async () => {
  const table = fourThousand();
  const trial = await importTable(shop, table, { mode: "dry" });
  expect(trial).toMatchObject({ state: "done", rowsTotal: 4_000, created: 3_988, failed: 12 });
  const { items: bad } = await rowsOf(shop, trial.id, { level: "error" });
  expect(bad.length).toBe(12);
  expect(bad[0]).toMatchObject({
    row: 102,
    problems: [{ column: "E-mail", reason: "Enter an e-mail address such as name@example.com." }],
  });
  expect(await names()).toEqual([]);

  const before = performance.now();
  const done = await importTable(shop, table);
  const seconds = (performance.now() - before) / 1000;
  process.stdout.write(`4,000 customers imported in ${seconds.toFixed(1)} s\n`);
  expect(seconds).toBeLessThan(60);
  expect(counts(done)).toEqual({ created: 3_988, updated: 0, skipped: 0, failed: 12 });
  expect(done.created + done.updated + done.skipped + done.failed).toBe(done.rowsTotal);
  const { items } = await shop.call(customers.listCustomers, { query: { q: "c3999@example.com" } });
  expect(items).toMatchObject([{ name: "First3999 Last3999", phone: "+372 51003999" }]);

  const again = await importTable(shop, table);
  expect(counts(again)).toEqual({ created: 0, updated: 0, skipped: 3_988, failed: 12 });
}, 180_000);

test("whoever began an import hears of its end", async () => {
  const [heading = "", ...rows] = fourThousand().split("\n");
  const table = [heading, ...rows.slice(99, 102)].join("\n");
  await importTable(shop, table, { mode: "dry" });
  expect((await shop.call(listNotifications)).items, "a trial is looked at").toEqual([]);
  await importTable(shop, table);
  const { items } = await shop.call(listNotifications);
  expect(items).toMatchObject([{ kind: "import.done", data: { created: 2, updated: 0, failed: 1 } }]);
});

test("an import that is taken back leaves no trace", async () => {
  const [heading = "", ...rows] = fourThousand().split("\n");
  const done = await importTable(shop, [heading, ...rows.slice(0, 250)].join("\n"));
  expect(await takeBack(shop, done.id)).toMatchObject({ state: "rolled_back", undone: 249, kept: 0 });
  expect(await names()).toEqual([]);
  expect((await shop.call(customers.listCustomers, { query: { q: "First249" } })).items).toEqual([]);
}, 60_000);

test("columns are recognised by what other programs call them, whatever parts them and however they are written", async () => {
  const csv =
    "\ufeffClient No;Company;E-Mail Address;Telephone;Post Code;Something else\n7;Kask OÜ;kask@example.com;+372 5555 0001;10111;x\n";
  const { body } = await upload(shop, csv);
  expect(body).toMatchObject({ encoding: "utf-8", delimiter: ";" });
  expect(body.columns.map(({ field }) => field)).toEqual([
    "externalId",
    "companyName",
    "email",
    "phone",
    "postalCode",
    null,
  ]);
  expect(body.columns[1]?.examples).toEqual(["Kask OÜ"]);
});

test("the encoding is detected, and can be corrected when it was guessed wrong", async () => {
  const latin = Buffer.from("First name,Last name\nJürgen,Müller\nZoë,Façade\n", "latin1");
  const { body } = await upload(shop, latin);
  expect(body.encoding).toBe("windows-1252");
  expect(body.columns[1]?.examples).toEqual(["Müller", "Façade"]);
  const query = { kind: "customers" as const, encoding: "utf-8" as const };
  const wrong = await shop.call(contract.getImportTable, { params: { id: body.fileId }, query });
  expect(wrong.columns[1]?.examples[0]).toBe("M\ufffdller");
  const mapping = [{ column: 1, field: "lastName" as const }];
  const { id } = await shop.call(contract.createImport, {
    body: { fileId: body.fileId, kind: "customers", mapping, mode: "dry", encoding: "utf-8" },
  });
  await run(shop.ctx, id);
  const { items } = await rowsOf(shop, id, { level: "error" });
  expect(items[0]?.problems).toEqual([
    { column: "Last name", reason: "Some letters cannot be read. Choose another encoding for the table." },
    { column: "Last name", reason: "Enter a first or last name." },
  ]);
});

test.each([
  ["", 422, "Choose a file."],
  ["Name,E-mail,name\nA,a@example.com,B", 422, "Two columns are called “name”. Rename one of them."],
  ["\n\n", 422, "The table is empty. Its first row must hold the names of the columns."],
  [
    Buffer.from("d0cf11e0a1b11ae10000", "hex"),
    422,
    "This workbook is locked by a password or in the old XLS form. Save it as XLSX without a password, or as CSV.",
  ],
  [Buffer.from("%PDF-1.7 something"), 422, "This is not a table. Choose a CSV or XLSX file."],
  [Buffer.from("504b0304aabbccdd", "hex"), 422, "This workbook is broken. Save it again as XLSX, or as CSV."],
])("a file that is no table is refused by name: %#", async (bytes, status, sentence) => {
  const answer = await upload(shop, bytes);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ errors: [{ field: "file", message: sentence }] });
});

test("a file over 50 MB is refused before it is kept", async () => {
  const { status, body } = await upload(shop, Buffer.alloc(contract.importMaxBytes + 1, "a"));
  expect([status, (body as unknown as { code: string }).code]).toEqual([413, "too_large"]);
});

test("a table of more than 200,000 rows is refused with nothing of it imported, and whoever began it hears why", async () => {
  const rows = Array.from({ length: contract.importMaxRows + 1 }, (_, index) => `N${index}`);
  const done = await importTable(shop, ["Name", ...rows].join("\n"));
  expect(done).toMatchObject({
    state: "failed",
    created: 0,
    fault: "The table has more than 200,000 rows. Split it into several.",
  });
  const { items } = await shop.call(listNotifications);
  expect(items).toMatchObject([
    {
      kind: "import.failed",
      about: { kind: "import", id: done.id },
      data: { file: "list.csv", reason: "The table has more than 200,000 rows. Split it into several." },
    },
  ]);
  expect((await shop.call(listNotifications, {}, { as: "manager" })).items, "nobody else's import").toEqual([]);
}, 60_000);

test("a missing column is named before anything is tried", async () => {
  const { body } = await upload(shop, "E-mail\na@example.com\n");
  const mapping = [{ column: 0, field: "email" as const }];
  const refused = await shop.refused(contract.createImport, {
    body: { fileId: body.fileId, kind: "customers", mapping, mode: "dry" },
  });
  expect(refused.errors).toEqual([
    { field: "mapping", message: "Choose the column with the name: name, first or last name, or company." },
  ]);
});

test("formulas are refused, and what an export made harmless comes back as it was", async () => {
  const done = await importTable(shop, "Name,Note\n=1+1,x\nKask,'=not a formula\n");
  const { items } = await rowsOf(shop, done.id, { level: "error" });
  expect(items).toMatchObject([
    { row: 2, problems: [{ column: "Name", reason: "This is a formula. Save the table with its value instead." }, {}] },
  ]);
  const [kask] = (await shop.call(customers.listCustomers)).items;
  const customer = await shop.call(customers.getCustomer, { params: { id: kask?.id as string } });
  expect(customer.note).toBe("=not a formula");
});

test("whoever is there already is recognised by number or e-mail, and the same row twice counts once", async () => {
  const known = await shop.call(customers.createCustomer, {
    body: {
      kind: "private",
      lastName: "Kask",
      emails: [{ address: "kask@example.com", label: null, isPrimary: true }],
    },
  });
  const table = "No,Last name,E-mail,City\n1,Kask,KASK@example.com,Tartu\n2,Mets,mets@example.com,\n2,Mets again,,\n";
  const done = await importTable(shop, table);
  expect(counts(done)).toEqual({ created: 1, updated: 1, skipped: 1, failed: 0 });
  const { items } = await rowsOf(shop, done.id);
  expect(items.map(({ outcome, problems }) => [outcome, problems[0]?.reason])).toEqual([
    ["updated", "Recognised by the e-mail address; only empty fields are filled."],
    ["created", undefined],
    ["skipped", "The same as row 3, which counts."],
  ]);
  const customer = await shop.call(customers.getCustomer, { params: { id: known.id } });
  expect(customer).toMatchObject({ lastName: "Kask", city: "Tartu", externalId: "1" });
});

test("a roll-back keeps what somebody worked with, and says why", async () => {
  const done = await importTable(shop, "No,Last name\n1,Kask\n2,Mets\n3,Saar\n");
  const { items } = await shop.call(customers.listCustomers);
  const idOf = (name: string) => items.find((row) => row.name === name)?.id as string;
  await shop.call(workOrders.createWorkOrder, { body: { customerId: idOf("Kask") } });
  await shop.call(customers.updateCustomer, { params: { id: idOf("Mets") }, body: { version: 1, city: "Narva" } });
  const back = await takeBack(shop, done.id);
  expect(back).toMatchObject({ state: "rolled_back", undone: 1, kept: 2 });
  const kept = await rowsOf(shop, done.id, { kept: true });
  expect(kept.items.map(({ label, kept }) => [label, kept])).toEqual([
    ["Kask", "1 order."],
    ["Mets", "Somebody changed it since."],
  ]);
  expect(await names()).toEqual(["Kask", "Mets"]);
});

test("a roll-back gives updated rows their former values", async () => {
  const first = await importTable(shop, "No,Last name,City\n1,Kask,Tartu\n");
  const second = await importTable(shop, "No,Last name,City\n1,Kask-Mets,Narva\n");
  expect(second.updated).toBe(1);
  expect((await takeBack(shop, second.id)).undone).toBe(1);
  const [row] = (await shop.call(customers.listCustomers)).items;
  const customer = await shop.call(customers.getCustomer, { params: { id: row?.id as string } });
  expect(customer).toMatchObject({ lastName: "Kask", city: "Tartu" });
  expect(await takeBack(shop, first.id)).toMatchObject({ undone: 1, kept: 0 });
  expect(await names()).toEqual([]);
});

test("an import can be taken back once, for 30 days, and a trial not at all", async () => {
  const trial = await importTable(shop, "Last name\nKask\n", { mode: "dry" });
  expect((await shop.refused(contract.rollBackImport, { params: { id: trial.id } })).code).toBe("conflict");
  const done = await importTable(shop, "Last name\nKask\n");
  const later = { ...shop.ctx, now: () => new Date(Date.now() + 31 * 86_400_000) };
  await transferTasks.find(({ name }) => name === "imports.purge")?.handle(later, {}, {} as never);
  expect((await shop.answer(contract.getImport, { params: { id: done.id } })).status).toBe(404);
  expect(
    (await shop.answer(contract.getImportTable, { params: { id: done.fileId }, query: { kind: "customers" } })).status,
  ).toBe(404);
});

test("an import that was cut off goes on behind what is done, and counts no row twice", async () => {
  const rows = Array.from({ length: 500 }, (_, index) => `N${index},Name ${index}`);
  const { body } = await upload(shop, ["No,Last name", ...rows].join("\n"));
  const mapping = [
    { column: 0, field: "externalId" as const },
    { column: 1, field: "lastName" as const },
  ];
  const { id } = await shop.call(contract.createImport, {
    body: { fileId: body.fileId, kind: "customers", mapping, mode: "run" },
  });
  const cut = {
    aborted: 0,
    throwIfAborted: () => {
      if (++cut.aborted > 450) throw new Error("stopped");
    },
  };
  await expect(run(shop.ctx, id, cut as unknown as AbortSignal)).rejects.toThrow("stopped");
  expect(await shop.call(contract.getImport, { params: { id } })).toMatchObject({ state: "running", rowsDone: 400 });
  await run(shop.ctx, id);
  await run(shop.ctx, id);
  expect(await shop.call(contract.getImport, { params: { id } })).toMatchObject({
    state: "done",
    created: 500,
    skipped: 0,
  });
});

test("vehicles come with owner and reading, are recognised by VIN and plate, and a VIN is never there twice", async () => {
  await importTable(shop, "No,Last name,E-mail\n77,Kask,kask@example.com\n");
  const table = [
    "Reg,Chassis,Make,Model,Year,Mileage,Customer No",
    "482 KTR,WVWZZZ1KZAW000100,VW,Golf,2010,120 500,77",
    "111 AAA,,Audi,A4,2012,,99",
    "222 BBB,WVWZZZ1KZAW000100,VW,Golf,2010,,",
    ",,,,,,77",
    "333 CCC,,Ford,Focus,12,,",
  ].join("\n");
  const done = await importTable(shop, table, { kind: "vehicles" });
  expect(counts(done)).toEqual({ created: 2, updated: 0, skipped: 1, failed: 2 });
  const { items } = await rowsOf(shop, done.id);
  expect(items.map(({ row, level, problems }) => [row, level, problems[0]?.reason])).toEqual([
    [2, "ok", undefined],
    [3, "warning", "No customer 99 is here yet: the vehicle comes without an owner. Import the customers first."],
    [4, "warning", "The same as row 2, which counts."],
    [5, "error", "Enter the plate, the VIN, or make and model."],
    [6, "error", expect.stringMatching(/^Enter a year from 1886/)],
  ]);
  const found = await shop.call(vehicles.listVehicles, { query: { q: "482KTR" } });
  const golf = await shop.call(vehicles.getVehicle, { params: { id: found.items[0]?.id as string } });
  expect(golf).toMatchObject({ owner: { name: "Kask" }, odometer: { value: 120_500, unit: "km" } });
  const plates = await importTable(shop, "Plate,Colour\n482KTR,Red\n", { kind: "vehicles" });
  expect(plates.updated).toBe(1);
  expect(await takeBack(shop, plates.id)).toMatchObject({ undone: 1 });
  expect(await takeBack(shop, done.id)).toMatchObject({ undone: 2, kept: 0 });
});

test("parts and what lies on the shelves come in, and opening stock only where there was none", async () => {
  const table =
    'SKU,Description,Price,UoM,EAN\nHU6013Z,Oil filter,"13,35",pcs,4011558\nOIL5,Engine oil,9.90,l,\nBAD,Bad,abc,box,\n';
  const made = await importTable(shop, table, { kind: "parts" });
  expect(counts(made)).toEqual({ created: 2, updated: 0, skipped: 0, failed: 1 });
  const { items: bad } = await rowsOf(shop, made.id, { level: "error" });
  expect(bad[0]?.problems.map(({ column }) => column).sort()).toEqual(["Price", "UoM"]);
  const filter = (await shop.call(parts.listParts, { query: { q: "HU6013Z" } })).items[0];
  expect(filter).toMatchObject({ name: "Oil filter", salePriceCents: 1335, onHand: "0" });

  const opening = await importTable(shop, "Part No,Qty,Cost\nHU6013Z,4,5.00\nOIL5,2.5,4\nNOPE,1,1\n", {
    kind: "stock",
  });
  expect(counts(opening)).toEqual({ created: 2, updated: 0, skipped: 0, failed: 1 });
  const stocked = await shop.call(parts.getPart, { params: { id: filter?.id as string } });
  expect(stocked).toMatchObject({ onHand: "4", valueCents: 2_000 });
  const again = await importTable(shop, "Part No,Qty\nHU6013Z,9\n", { kind: "stock" });
  expect(again).toMatchObject({ skipped: 1 });
  expect(await takeBack(shop, opening.id)).toMatchObject({ undone: 2, kept: 0 });
  expect(await shop.call(parts.getPart, { params: { id: filter?.id as string } })).toMatchObject({ onHand: "0" });
  expect(counts(await importTable(shop, "Part No,Qty\nHU6013Z,9\n", { kind: "stock" }))).toMatchObject({ created: 1 });
});

test("only who may import sees a table or an import", async () => {
  const { status } = await upload(shop, "Name\nKask\n", { as: "mechanic" });
  expect(status).toBe(403);
  const neighbour = await api.newShop();
  const { body } = await upload(neighbour, "Name\nKask\n");
  const query = { kind: "customers" as const };
  expect((await shop.answer(contract.getImportTable, { params: { id: body.fileId }, query })).status).toBe(404);
  const mapping = [{ column: 0, field: "name" as const }];
  const refused = await shop.refused(contract.createImport, {
    body: { fileId: body.fileId, kind: "customers", mapping, mode: "dry" },
  });
  expect(refused.errors?.[0]).toMatchObject({ field: "fileId" });
});
