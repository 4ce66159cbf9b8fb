import * as catalogue from "@mechanicbuddy/contract/catalogue";
import * as customers from "@mechanicbuddy/contract/customers";
import * as estimates from "@mechanicbuddy/contract/estimates";
import * as invoices from "@mechanicbuddy/contract/invoices";
import * as parts from "@mechanicbuddy/contract/parts";
import * as people from "@mechanicbuddy/contract/people";
import type { Route } from "@mechanicbuddy/contract/route";
import * as settings from "@mechanicbuddy/contract/settings";
import * as vehicles from "@mechanicbuddy/contract/vehicles";
import * as workOrders from "@mechanicbuddy/contract/work-orders";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isForPeople } from "../testing/contract-routes.ts";
import { sampleOf } from "../testing/sample.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
let neighbour: Shop;
/** An id of the neighbour for each address that takes one: `/api/customers/` → a customer of theirs. */
let theirs: Map<string, string>;

beforeAll(async () => {
  api = await openTestApi();
  [shop, neighbour] = [await api.newShop(), await api.newShop()];
  theirs = await furnish(neighbour);
}, 60_000);
afterAll(() => api.close());

/** Gives a workshop one of everything. */
async function furnish(shop: Shop): Promise<Map<string, string>> {
  const address = {
    legalName: "Neighbour OÜ",
    registrationNo: "1",
    vatId: null,
    street: "A 1",
    city: "B",
    region: null,
  };
  const { version } = await shop.call(settings.getRequisites);
  const rest = { tradingName: null, postalCode: null, country: "EE", phone: null, email: null, website: null };
  await shop.call(settings.putRequisites, { body: { version, ...address, ...rest, accounts: [] } });
  const customer = await shop.call(customers.createCustomer, { body: { kind: "private", lastName: "Kask" } });
  const vehicle = await shop.call(vehicles.createVehicle, { body: { plate: "482 KTR", ownerId: customer.id } });
  const due = await shop.call(vehicles.createDueItem, {
    params: { id: vehicle.id },
    body: { title: "Oil", kind: "service", dueOn: "2027-03-01" },
  });
  const part = await shop.call(parts.createPart, {
    body: { name: "Oil filter", code: "HU6013Z", salePriceCents: 1335 },
  });
  const storage = await shop.call(parts.createStorage, { body: { name: "Shelf" } });
  const supplier = await shop.call(parts.createSupplier, { body: { name: "Parts Ltd" } });
  const { items: rates } = await shop.call(settings.listTaxRates);
  const { items: labour } = await shop.call(catalogue.listLabourRates);
  const { items: series } = await shop.call(settings.listNumberSeries);
  const { items: methods } = await shop.call(settings.listPaymentMethods);
  const { items: statuses } = await shop.call(workOrders.listBoardStatuses);
  const line = { kind: "labour" as const, description: "Work", quantity: "1", unit: "HUR" as const };
  const canned = await shop.call(catalogue.createCannedJob, {
    body: { code: "OIL", title: "Oil service", category: "Service", lines: [line] },
  });
  const visit = () =>
    shop.call(workOrders.intake, { body: { vehicleId: vehicle.id, order: {}, cannedJobIds: [canned.id] } });
  const [open, billed] = [await visit(), await visit()];
  const job = open.jobs[0] as workOrders.Job;
  const estimate = await shop.call(estimates.issueEstimate, { params: { id: open.id }, body: { jobIds: [job.id] } });
  await shop.call(workOrders.startWorkOrder, { params: { id: billed.id }, body: { orderedBy: "Marika Kask" } });
  const invoice = await shop.call(invoices.issueInvoice, {
    params: { id: billed.id },
    body: { payment: { methodId: methods[0]?.id ?? "", amountCents: 1000 } },
  });
  const employee = await shop.call(people.createEmployee, { body: { firstName: "Uno", lastName: "Lill" } });
  return new Map(
    Object.entries({
      "/api/customers/": customer.id,
      "/api/vehicles/": vehicle.id,
      "/api/due-items/": due.id,
      "/api/parts/": part.id,
      "/api/storages/": storage.id,
      "/api/suppliers/": supplier.id,
      "/api/tax-rates/": rates[0]?.id ?? "",
      "/api/labour-rates/": labour[0]?.id ?? "",
      "/api/number-series/": series[0]?.id ?? "",
      "/api/payment-methods/": methods[0]?.id ?? "",
      "/api/board-statuses/": statuses[0]?.id ?? "",
      "/api/canned-jobs/": canned.id,
      "/api/work-orders/": open.id,
      "/api/jobs/": job.id,
      "/api/lines/": job.lines[0]?.id ?? "",
      "/api/estimates/": estimate.id,
      "/api/invoices/": invoice.id,
      "/api/payments/": invoice.payments[0]?.id ?? "",
      "/api/employees/": employee.id,
      "/api/users/": shop.people.manager.userId,
      "/api/me/sessions/": shop.people.manager.userId,
      "/api/messages/": await messageOf(shop),
      "/api/files/": await fileOf(shop),
    }),
  );
}

async function messageOf(shop: Shop): Promise<string> {
  const body = {
    employeeId: shop.people.readonly.employeeId,
    username: "x1",
    email: "x1@example.com",
    role: "mechanic",
  };
  await shop.answer(people.inviteUser, { body: body as never });
  const found = await rows<{ id: string }>(shop.ctx.db, sql`select id from messages limit 1`);
  return found[0]?.id ?? newId();
}

async function fileOf(shop: Shop): Promise<string> {
  const [file] = await rows<{ id: string }>(
    shop.ctx.db,
    sql`select id from files where owner_kind = 'invoice' limit 1`,
  );
  return file?.id ?? "";
}

const withId = () => api.app.routes.filter((route) => route.path.includes(":id") && isForPeople(route));
const name = (route: Route) => `${route.method} ${route.path}`;

/** Everything the answer says, without what differs between any two requests. */
function comparable(answer: { status: number; body: unknown }): string {
  const { requestId: _, ...rest } = answer.body as Record<string, unknown>;
  return JSON.stringify([answer.status, rest]);
}

/** One hash over all rows of a workshop. */
async function contentOf(shop: Shop): Promise<string> {
  return withClient(api.ground.owner, async (client) => {
    const schema = `tenant_${shop.id}`;
    const tables = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = $1",
      [schema],
    );
    const hashes = [];
    for (const { name } of tables.rows.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const { rows } = await client.query(
        `select md5(string_agg(t::text, '|' order by t::text)) as hash from "${schema}".${name} t`,
      );
      hashes.push(`${name}:${rows[0]?.hash}`);
    }
    return hashes.join("\n");
  });
}

test("every address that takes an id is known to this sweep", () => {
  const unknown = withId().filter((route) => ![...theirs.keys()].some((prefix) => route.path.startsWith(prefix)));
  expect(unknown.map(name)).toEqual([]);
  expect([...theirs].filter(([, id]) => id === "")).toEqual([]);
});

test("a neighbour's thing answers on every route exactly like one that never existed, and stays as it is", async () => {
  const before = await contentOf(neighbour);
  const wrong: string[] = [];
  for (const route of withId()) {
    const prefix = [...theirs.keys()].find((one) => route.path.startsWith(one)) as string;
    const body = route.body === undefined ? {} : { body: sampleOf(route.body) as never };
    const call = (id: string) => shop.answer(route, { params: { id } as never, ...body });
    const [foreign, missing] = [await call(theirs.get(prefix) as string), await call(newId())];
    const same = comparable(foreign) === comparable(missing);
    // 422 where the body's own ids, which belong to nobody either, are looked at first.
    if (![404, 422].includes(foreign.status) || !same)
      wrong.push(`${name(route)}: ${comparable(foreign)} / ${comparable(missing)}`);
  }
  expect(wrong).toEqual([]);
  expect(await contentOf(neighbour)).toBe(before);
}, 120_000);

test("a neighbour's id in the body of a request refers to nothing", async () => {
  const order = await shop.call(workOrders.createWorkOrder, { body: {} });
  const refused = [
    await shop.answer(workOrders.createWorkOrder, { body: { customerId: theirs.get("/api/customers/") as string } }),
    await shop.answer(workOrders.createWorkOrder, { body: { vehicleId: theirs.get("/api/vehicles/") as string } }),
    await shop.answer(workOrders.moveWorkOrder, {
      params: { id: order.id },
      body: { statusId: theirs.get("/api/board-statuses/") as string },
    }),
    await shop.answer(workOrders.addJob, {
      params: { id: order.id },
      body: { cannedJobId: theirs.get("/api/canned-jobs/") as string },
    }),
    await shop.answer(parts.receiveStock, {
      body: { items: [{ partId: theirs.get("/api/parts/") as string, quantity: "1" }] },
    }),
  ];
  expect(refused.map(({ status }) => status).filter((status) => status !== 422 && status !== 404)).toEqual([]);
});
