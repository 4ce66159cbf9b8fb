import { listAudit } from "@mechanicbuddy/contract/audit";
import * as contract from "@mechanicbuddy/contract/customers";
import * as estimates from "@mechanicbuddy/contract/estimates";
import * as invoices from "@mechanicbuddy/contract/invoices";
import * as payments from "@mechanicbuddy/contract/payments";
import { eraseCustomer } from "@mechanicbuddy/contract/privacy";
import { searchAll } from "@mechanicbuddy/contract/search";
import { listPaymentMethods } from "@mechanicbuddy/contract/settings";
import * as vehicles from "@mechanicbuddy/contract/vehicles";
import * as workOrders from "@mechanicbuddy/contract/work-orders";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyChain } from "../estimates/verify.ts";
import { furnish } from "../testing/furnish.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const NAME = "Quillfeather";

/** Somebody whose name nobody else has, with contacts and a note. */
async function known(shop: Shop): Promise<string> {
  const address = `marika.${NAME}@example.com`.toLowerCase();
  const { id } = await shop.call(contract.createCustomer, {
    body: {
      kind: "private",
      firstName: "Marika",
      lastName: NAME,
      phone: "+372 5555 0199",
      emails: [{ address, label: null, isPrimary: true }],
      note: `${NAME} likes tea`,
    },
  });
  await shop.call(contract.updateCustomer, { params: { id }, body: { version: 1, street: "Quill Street 7" } });
  return id;
}

const version = async (shop: Shop, id: string) => (await shop.call(contract.getCustomer, { params: { id } })).version;
const erase = async (shop: Shop, id: string) => ({ params: { id }, body: { version: await version(shop, id) } });

/** Tables that still hold a word, whatever its case. */
async function tablesWith(shop: Shop, word: string): Promise<string[]> {
  return withClient(api.ground.owner, async (client) => {
    const schema = `tenant_${shop.id}`;
    const { rows } = await client.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = $1 order by 1",
      [schema],
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const hits = await client.query(`select from "${schema}".${name} t where t::text ilike $1 limit 1`, [
        `%${word}%`,
      ]);
      if (hits.rowCount !== 0) found.push(name);
    }
    return found;
  });
}

test("whoever is forgotten is nowhere: not in lists, search, messages, files or the log", async () => {
  const shop = await api.newShop();
  const id = await known(shop);
  const order = await shop.call(workOrders.createWorkOrder, {
    body: { customerId: id, concern: `${NAME} hears a noise` },
  });
  await shop.call(workOrders.cancelWorkOrder, { params: { id: order.id }, body: { reason: "Changed their mind" } });
  const erased = await shop.call(eraseCustomer, await erase(shop, id));
  expect(erased).toMatchObject({ name: "Erased customer", phone: null, street: null, note: null, emails: [] });
  expect(await tablesWith(shop, NAME)).toEqual([]);
  expect(await tablesWith(shop, "Quill Street")).toEqual([]);
  expect(await tablesWith(shop, "55550199")).toEqual([]);
  expect((await shop.call(searchAll, { query: { q: NAME } })).items).toEqual([]);
  const { items } = await shop.call(listAudit, { query: { entityId: id } });
  expect(items.map(({ action }) => action)).toContain("customer.erase");
  expect(JSON.stringify(items)).not.toContain(NAME);
});

test("forgetting is refused with an open order, naming it", async () => {
  const shop = await api.newShop();
  const id = await known(shop);
  const order = await shop.call(workOrders.createWorkOrder, { body: { customerId: id } });
  const refused = await shop.refused(eraseCustomer, await erase(shop, id));
  expect(refused).toMatchObject({
    code: "in_use",
    detail: `Marika ${NAME} has an order that is still open. Finish or cancel first.`,
    usedIn: [{ kind: "work_order", id: order.id, label: String(order.number) }],
  });
});

test("forgetting is refused while money is owed; afterwards the name stands on issued documents alone", async () => {
  const shop = await api.newShop();
  await furnish(shop);
  const id = await known(shop);
  const line = {
    kind: "labour" as const,
    description: "Work",
    quantity: "1",
    unit: "HUR" as const,
    unitPriceCents: 1_200,
  };
  const order = await shop.call(workOrders.createWorkOrder, { body: { customerId: id } });
  const job = await shop.call(workOrders.addJob, { params: { id: order.id }, body: { title: "Work" } });
  await shop.call(workOrders.addLine, { params: { id: job.id }, body: line });
  await shop.call(workOrders.startWorkOrder, { params: { id: order.id }, body: { orderedBy: `Marika ${NAME}` } });
  const invoice = await shop.call(invoices.issueInvoice, { params: { id: order.id }, body: {} });
  const refused = await shop.refused(eraseCustomer, await erase(shop, id));
  expect(refused).toMatchObject({ code: "in_use", detail: `Marika ${NAME} still owes 12.00 EUR. Settle that first.` });
  const { items: methods } = await shop.call(listPaymentMethods);
  await shop.call(payments.recordPayment, {
    body: {
      methodId: methods[0]?.id ?? "",
      amountCents: 1_200,
      allocations: [{ invoiceId: invoice.id, amountCents: 1_200 }],
    },
  });
  await shop.call(eraseCustomer, await erase(shop, id));
  expect(await tablesWith(shop, NAME)).toEqual(["invoices"]);
});

test("forgetting reaches her estimates, her words on invoiced orders, her signature, her mail's log and her sold car", async () => {
  const shop = await api.newShop();
  await furnish(shop);
  const id = await known(shop);
  const car = await shop.call(vehicles.createVehicle, {
    body: { plate: "907 BDT", ownerId: id, note: `${NAME}'s baby` },
  });
  const order = await shop.call(workOrders.createWorkOrder, {
    body: { customerId: id, vehicleId: car.id, concern: `${NAME} hears a noise`, customerReference: NAME },
  });
  const job = await shop.call(workOrders.addJob, {
    params: { id: order.id },
    body: { title: `Wheel for ${NAME}`, complaint: `Says ${NAME}`, cause: `Loose, as ${NAME.toUpperCase()} said` },
  });
  const line = {
    kind: "labour" as const,
    description: `Work for Marika ${NAME}`,
    quantity: "1",
    unitPriceCents: 1_200,
  };
  await shop.call(workOrders.addLine, { params: { id: job.id }, body: { ...line, unit: "HUR" } });
  const estimate = await shop.call(estimates.issueEstimate, { params: { id: order.id }, body: { jobIds: [job.id] } });
  await shop.call(estimates.sendEstimate, {
    params: { id: estimate.id },
    body: { to: [`marika.${NAME}@example.com`.toLowerCase()] },
  });
  await shop.call(estimates.recordDecision, {
    params: { id: job.id },
    body: { decision: "approved", method: "phone", saidTo: "+372 5555 0199", name: `Marika ${NAME}` },
  });
  await run(
    shop.ctx.db,
    sql`insert into message_events (id, message_id, event, detail)
      select ${newId()}, id, 'refused', ${`550 ${NAME} unknown`} from messages where customer_id = ${id}`,
  );
  const pdf = () => shop.answer(estimates.getEstimatePdf, { params: { id: estimate.id } });
  const issued = await pdf();
  const invoice = await shop.call(invoices.issueInvoice, { params: { id: order.id }, body: {} });
  const { items: methods } = await shop.call(listPaymentMethods);
  const allocations = [{ invoiceId: invoice.id, amountCents: invoice.totalCents }];
  await shop.call(payments.recordPayment, {
    body: { methodId: methods[0]?.id ?? "", amountCents: invoice.totalCents, allocations },
  });

  await shop.call(eraseCustomer, await erase(shop, id));
  expect(await tablesWith(shop, NAME)).toEqual(["invoice_lines", "invoices"]);
  const left = await pdf();
  expect(left.status).toBe(200);
  expect(left.body).not.toEqual(issued.body);
  expect((await verifyChain(shop.ctx)).problems).toEqual([]);
  const { jobs } = await shop.call(workOrders.getWorkOrder, { params: { id: order.id } });
  expect(jobs[0]).toMatchObject({ title: "Wheel for …", complaint: null, cause: "Loose, as … said" });
  const { owner } = await shop.call(vehicles.getVehicle, { params: { id: car.id } });
  expect(owner).toBeNull();
  expect((await shop.call(searchAll, { query: { q: "907BDT" } })).items[0]?.subtitle ?? "").not.toContain(NAME);
});

test("only owner and manager may forget somebody, and only as they were seen last", async () => {
  const shop = await api.newShop();
  const id = await known(shop);
  const input = await erase(shop, id);
  expect((await shop.answer(eraseCustomer, input, { as: "advisor" })).status).toBe(403);
  expect((await shop.refused(eraseCustomer, { ...input, body: { version: 1 } })).code).toBe("conflict");
  await shop.call(eraseCustomer, input, { as: "manager" });
});
