import { recordDecision } from "@mechanicbuddy/contract/estimates";
import * as contract from "@mechanicbuddy/contract/work-orders";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { canOilService, golf, marika, shelve, visit } from "./testing/visit.ts";

let api: TestApi;
let shop: Shop;
const day = 24 * 3_600_000;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const inHours = (hours: number) => new Date(api.clock.now().getTime() + hours * 3_600_000).toISOString();
const lookUp = async (q: string) => (await shop.call(contract.lookUp, { query: { q } }, { as: "advisor" })).items;

/** The Golf was here, and its brakes were declined at the counter. */
async function declinedBrakes() {
  const first = await visit(shop, { odometerIn: 180_000 });
  const job = await shop.call(contract.addJob, { params: { id: first.id }, body: { title: "Front brakes" } });
  const line = { kind: "part", description: "Discs and pads", quantity: "1", unitPriceCents: 41_200 } as const;
  await shop.call(contract.addLine, { params: { id: job.id }, body: line });
  await shop.call(recordDecision, {
    params: { id: job.id },
    body: { decision: "declined", method: "in_person", name: "Marika Kask", comment: "next month" },
  });
  return { first, job };
}

test("the Golf and Mrs Kask appear by plate, her declined brakes on top; the order is open in one step", async () => {
  const { first, job } = await declinedBrakes();
  const [found] = await lookUp("482 ktr");
  expect(found).toMatchObject({
    exact: true,
    vehicle: { plate: "482 KTR" },
    customer: { name: "Marika Kask", phone: "+372 5555 0199", openCents: 0 },
    odometer: 180_000,
    declined: [{ jobId: job.id, title: "Front brakes", totalCents: 41_200 }],
    openOrder: { number: first.number },
  });
  const promisedAt = inHours(5);
  const opened = await shop.call(
    contract.intake,
    {
      body: {
        customerId: found?.customer?.id as string,
        vehicleId: found?.vehicle?.id as string,
        order: { concern: "oil service; grinding when braking", odometerIn: 180_900, promisedAt },
      },
    },
    { as: "advisor" },
  );
  expect(opened).toMatchObject({
    number: first.number + 1,
    stage: "quote",
    boardStatus: { name: "Checked in" },
    customer: { name: "Marika Kask" },
    vehicle: { plate: "482 KTR", label: "VW Golf VII 2016" },
    odometerIn: 180_900,
    promisedAt,
    declinedBefore: 1,
  });
});

test("a returning car is taken in with four round trips, canned job and reading included", async () => {
  const first = await visit(shop);
  const canned = await canOilService(shop, await shelve(shop));
  const { status, cost } = await shop.answer(contract.intake, {
    body: {
      customerId: first.customer?.id as string,
      vehicleId: first.vehicle?.id as string,
      order: { concern: "oil service", odometerIn: 187_204 },
      cannedJobIds: [canned],
    },
  });
  expect(status).toBe(201);
  expect(cost.roundTrips, cost.texts.join("\n\n")).toBeLessThanOrEqual(4);
});

test("looking up takes one round trip", async () => {
  await visit(shop);
  const { cost } = await shop.answer(contract.lookUp, { query: { q: "kask" } });
  expect(cost.roundTrips).toBe(1);
});

test("plate, VIN, phone and name all find the car; nothing found is an empty list", async () => {
  await shop.call(contract.intake, {
    body: { customer: marika, vehicle: { ...golf, vin: "WVWZZZ1KZ6W000001" }, order: {} },
  });
  for (const typed of ["482ktr", "482-KT", "WVWZZZ1KZ6W000001", "5555 0199", "kask", "mari"]) {
    expect(
      (await lookUp(typed)).map(({ vehicle }) => vehicle?.plate),
      typed,
    ).toEqual(["482 KTR"]);
  }
  expect(await lookUp("nobody here")).toEqual([]);
  expect(await lookUp("---")).toEqual([]);
});

test("a customer with two cars is offered once with each, one without cars alone", async () => {
  const first = await visit(shop);
  await shop.call(contract.intake, {
    body: { customerId: first.customer?.id as string, vehicle: { plate: "118 VVA" }, order: {} },
  });
  await shop.call(contract.intake, { body: { customer: { ...marika, firstName: "Peeter", phone: null }, order: {} } });
  const found = (await lookUp("kask")).map(
    ({ vehicle, customer }) => `${customer?.name} ${vehicle?.plate ?? "no car"}`,
  );
  expect(found.sort()).toEqual(["Marika Kask 118 VVA", "Marika Kask 482 KTR", "Peeter Kask no car"]);
});

test("a stranger with a VIN from Wolfsburg becomes customer, vehicle and order at once", async () => {
  const order = await shop.call(contract.intake, {
    body: { customer: marika, vehicle: { vin: "WVWZZZ1KZ6W000001", make: "VW" }, order: { concern: "does not start" } },
  });
  expect(order).toMatchObject({ number: 1, customer: { name: "Marika Kask" }, vehicle: { vin: "WVWZZZ1KZ6W000001" } });
  const [found] = await lookUp("WVWZZZ1KZ6W000001");
  expect(found?.customer?.name).toBe("Marika Kask");
});

test("when one part of the intake is wrong nothing of it is saved, and the field is named", async () => {
  const refused = await shop.refused(contract.intake, {
    body: { customer: { kind: "company" }, vehicle: golf, order: {} },
  });
  expect(refused.errors?.[0]?.field).toBe("customer.companyName");
  const gone = await shop.refused(contract.intake, {
    body: { customer: marika, vehicle: golf, order: {}, cannedJobIds: [newId()] },
  });
  expect(gone.errors?.[0]?.field).toBe("cannedJobIds");
  expect(await lookUp("482 KTR")).toEqual([]);
  expect((await visit(shop)).number).toBe(1);
});

test("a likely duplicate customer is a warning that the counter may accept", async () => {
  await visit(shop);
  const body = { customer: marika, vehicle: { plate: "118 VVA" }, order: {} };
  const refused = await shop.refused(contract.intake, { body });
  expect(refused).toMatchObject({ status: 409, code: "conflict" });
  const acceptWarnings = refused.warnings?.map(({ code }) => code) ?? [];
  expect((await shop.call(contract.intake, { body: { ...body, acceptWarnings } })).number).toBe(2);
});

test("a vehicle of another customer is a warning; accepting it keeps the owner", async () => {
  const { vehicle } = await visit(shop);
  const body = {
    customer: { kind: "private", firstName: "T.", lastName: "Tamm" } as const,
    vehicleId: vehicle?.id as string,
    order: {},
  };
  const refused = await shop.refused(contract.intake, { body });
  expect(refused.warnings).toEqual([{ code: "other_owner", message: "Owned by Marika Kask; change owner or keep." }]);
  const order = await shop.call(contract.intake, { body: { ...body, acceptWarnings: ["other_owner"] } });
  expect(order.customer?.name).toBe("T. Tamm");
  expect((await lookUp("482 KTR"))[0]?.customer?.name).toBe("Marika Kask");
});

test("a car nobody owned here belongs to whoever brings it", async () => {
  const { vehicle } = await shop.call(contract.intake, { body: { vehicle: golf, order: {} } });
  await shop.call(contract.intake, { body: { customer: marika, vehicleId: vehicle?.id as string, order: {} } });
  expect((await lookUp("482 KTR"))[0]?.customer?.name).toBe("Marika Kask");
});

test("a promise in the past, cash only and a passed credit limit are told in one answer", async () => {
  const first = await visit(shop);
  const customerId = first.customer?.id as string;
  await run(shop.ctx.db, sql`update customers set cash_only = true, credit_limit_cents = 0 where id = ${customerId}`);
  await owe(customerId, first.id, 1200);
  const body = { customerId, vehicleId: first.vehicle?.id as string, order: { promisedAt: inHours(-1) } };
  const { warnings } = await shop.refused(contract.intake, { body });
  expect(warnings?.map(({ code }) => code)).toEqual(["promise_in_past", "cash_only", "credit_limit"]);
  expect(warnings?.at(-1)?.message).toBe("Marika Kask owes €12.00; the limit is €0.00.");
  const acceptWarnings = warnings?.map(({ code }) => code) ?? [];
  expect((await shop.call(contract.intake, { body: { ...body, acceptWarnings } })).number).toBe(2);
});

test("a reading below the last one asks why; with a reason it is saved and both stay", async () => {
  const first = await visit(shop, { odometerIn: 187_000 });
  const body = {
    customerId: first.customer?.id as string,
    vehicleId: first.vehicle?.id as string,
    order: { odometerIn: 87_000 },
  };
  const { warnings } = await shop.refused(contract.intake, { body });
  expect(warnings?.map(({ code }) => code)).toEqual(["odometer_lower"]);
  const order = { ...body.order, odometerReason: "earlier_typo" } as const;
  expect((await shop.call(contract.intake, { body: { ...body, order } })).odometerIn).toBe(87_000);
});

test("canned and declined jobs come along at today's prices", async () => {
  const { first, job } = await declinedBrakes();
  const partId = await shelve(shop);
  const canned = await canOilService(shop, partId);
  await run(shop.ctx.db, sql`update parts set sale_price_cents = 1500 where id = ${partId}`);
  const order = await shop.call(contract.intake, {
    body: {
      customerId: first.customer?.id as string,
      vehicleId: first.vehicle?.id as string,
      order: {},
      cannedJobIds: [canned],
      reviveJobIds: [job.id],
    },
  });
  expect(order.jobs).toMatchObject([
    { title: "Front brakes", authorisation: "draft", revivedFrom: job.id, totalCents: 41_200 },
    { title: "Oil service", cannedJobId: canned, totalCents: 11_700 + 1_500 },
  ]);
  expect(order.declinedBefore).toBe(0);
});

test("declined work of another car cannot be quoted again on this one", async () => {
  const { job } = await declinedBrakes();
  const body = { vehicle: { plate: "118 VVA" }, order: {}, reviveJobIds: [job.id] };
  expect((await shop.refused(contract.intake, { body })).errors?.[0]?.field).toBe("reviveJobIds");
});

test("a neighbour's customer, vehicle and canned job do not exist here", async () => {
  const neighbour = await api.newShop();
  const theirs = await visit(neighbour);
  const customerId = theirs.customer?.id as string;
  const vehicleId = theirs.vehicle?.id as string;
  const field = async (body: object) =>
    (await shop.refused(contract.intake, { body: { order: {}, ...body } })).errors?.[0]?.field;
  expect(await field({ customerId })).toBe("customerId");
  expect(await field({ vehicleId })).toBe("vehicleId");
  expect(await field({ order: { responsibleId: neighbour.people.owner.employeeId } })).toBe("order.responsibleId");
});

test("ten cars taken in at once get ten numbers", async () => {
  const orders = await Promise.all(
    Array.from({ length: 10 }, () => shop.call(contract.intake, { body: { order: {} } })),
  );
  expect(orders.map(({ number }) => number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("a mechanic cannot take a car in", async () => {
  const refused = await shop.refused(contract.intake, { body: { order: {} } }, { as: "mechanic" });
  expect(refused).toMatchObject({ code: "forbidden" });
});

/** An open invoice, written directly: issuing one is another feature's test. */
async function owe(customerId: string, orderId: string, cents: number): Promise<void> {
  const { db } = shop.ctx;
  const [id, file, hash, today] = [
    newId(),
    newId(),
    Buffer.alloc(32, 1),
    new Date(api.clock.now().getTime() - 2 * day),
  ];
  const on = today.toISOString().slice(0, 10);
  await run(
    db,
    sql`insert into files (id, sha256, media_type, bytes, name) values (${file}, ${hash}, 'application/pdf', 32, 'i.pdf')`,
  );
  await run(
    db,
    sql`insert into invoices (id, kind, series_id, year, n, number, work_order_id, customer_id, issued_at, issue_on,
        supply_on, due_on, currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot, pdf_file_id,
        pdf_sha256, seq, prev_hash, hash)
      select ${id}, 'deposit', s.id, 2026, 1, 'D1', ${orderId}, ${customerId}, ${today}, ${on}, ${on}, ${on}, 'EUR', 'en',
        'gross', ${cents}, 0, ${cents}, '{}', ${file}, ${hash}, 1, ${hash}, ${hash} from number_series s where s.kind = 'invoice'`,
  );
  await run(
    db,
    sql`insert into receivables (invoice_id, customer_id, due_on, total_cents) values (${id}, ${customerId}, ${on}, ${cents})`,
  );
}
