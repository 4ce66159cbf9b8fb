import { listAudit } from "@mechanicbuddy/contract/audit";
import * as contract from "@mechanicbuddy/contract/customers";
import { listCustomerFiles } from "@mechanicbuddy/contract/files";
import * as invoices from "@mechanicbuddy/contract/invoices";
import * as payments from "@mechanicbuddy/contract/payments";
import { eraseCustomer, mergeCustomer } from "@mechanicbuddy/contract/privacy";
import { searchAll } from "@mechanicbuddy/contract/search";
import { listPaymentMethods } from "@mechanicbuddy/contract/settings";
import * as vehicles from "@mechanicbuddy/contract/vehicles";
import * as workOrders from "@mechanicbuddy/contract/work-orders";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../invoices/verify.ts";
import { furnish } from "../testing/furnish.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

type Fields = Omit<contract.CustomerInput, "kind">;

const add = (shop: Shop, fields: Fields) =>
  shop.call(contract.createCustomer, {
    body: { kind: "private", ...fields, acceptWarnings: ["duplicate_customer"] },
  });
const current = (shop: Shop, id: string) => shop.call(contract.getCustomer, { params: { id } });

/** What a merge of the two asks for, as they are now. */
async function both(shop: Shop, id: string, otherId: string, take: ("name" | "phone" | "note" | "externalId")[] = []) {
  const [mine, other] = [await current(shop, id), await current(shop, otherId)];
  return { params: { id }, body: { version: mine.version, otherId, otherVersion: other.version, take } };
}

/** The first payment method: cash or card. */
const method = async (shop: Shop) => (await shop.call(listPaymentMethods)).items[0]?.id ?? "";

/** An order of 12.00 that is invoiced. */
async function invoiced(shop: Shop, customerId: string) {
  const order = await shop.call(workOrders.createWorkOrder, { body: { customerId, concern: "Bulb" } });
  const job = await shop.call(workOrders.addJob, { params: { id: order.id }, body: { title: "Bulb" } });
  await shop.call(workOrders.addLine, {
    params: { id: job.id },
    body: { kind: "fee", description: "Bulb fitted", quantity: "1", unitPriceCents: 1_200 },
  });
  await shop.call(workOrders.startWorkOrder, { params: { id: order.id }, body: { orderedBy: "Herself" } });
  return { order, invoice: await shop.call(invoices.issueInvoice, { params: { id: order.id }, body: {} }) };
}

test("two records of one person become one: cars, orders, money, messages and files come together", async () => {
  const shop = await api.newShop();
  await furnish(shop);
  const kept = await add(shop, { lastName: "Kaskova", phone: "+372 5555 0101" });
  const emails = [{ address: "marika@example.com", label: null, isPrimary: true }];
  const other = await add(shop, { firstName: "Marika", lastName: "Kask-Kaskova", note: "Likes tea", emails });
  const car = await shop.call(vehicles.createVehicle, { body: { plate: "771 LKP", ownerId: other.id } });
  const { order, invoice } = await invoiced(shop, other.id);
  const paid = await shop.call(payments.recordPayment, {
    body: { methodId: await method(shop), amountCents: 500, customerId: other.id, allocations: [] },
  });
  const message = newId();
  await run(
    shop.ctx.db,
    sql`insert into messages (id, direction, channel, recipients, body, language, customer_id)
      values (${message}, 'out', 'email', array['marika@example.com'], 'Ready', 'en', ${other.id})`,
  );
  await run(
    shop.ctx.db,
    sql`insert into files (id, sha256, media_type, bytes, name, owner_kind, owner_id)
      values (${newId()}, sha256('x'), 'application/pdf', 1, 'contract.pdf', 'customer', ${other.id})`,
  );

  const merged = await shop.call(mergeCustomer, await both(shop, kept.id, other.id, ["name", "note"]));
  expect(merged).toMatchObject({
    id: kept.id,
    name: "Marika Kask-Kaskova",
    note: "Likes tea",
    phone: "+372 5555 0101",
    emails: [{ address: "marika@example.com", isPrimary: true }],
  });

  const params = { id: kept.id };
  expect((await shop.call(contract.listCustomerVehicles, { params })).items).toMatchObject([{ id: car.id }]);
  expect((await shop.call(contract.listCustomerHistory, { params })).items).toMatchObject([{ workOrderId: order.id }]);
  expect(await shop.call(contract.getCustomerBalance, { params })).toMatchObject({
    balanceCents: 700,
    creditCents: 500,
  });
  expect((await shop.call(listCustomerFiles, { params })).items).toMatchObject([{ name: "contract.pdf" }]);
  const ofKept = { query: { customerId: kept.id } };
  expect((await shop.call(invoices.listInvoices, ofKept)).items).toMatchObject([{ id: invoice.id }]);
  expect((await shop.call(payments.listPayments, ofKept)).items).toMatchObject([{ id: paid.id }]);
  const { customerId } = await one<{ customerId: string }>(
    shop.ctx.db,
    sql`select customer_id as "customerId" from messages where id = ${message}`,
  );
  expect(customerId).toBe(kept.id);

  // Credit of the one pays the invoice of the other, and the books still agree.
  const body = { allocations: [{ invoiceId: invoice.id, amountCents: 500 }] };
  await shop.call(payments.allocatePayment, { params: { id: paid.id }, body });
  expect((await verify(shop.ctx)).problems).toEqual([]);
});

test("the other's address leads to the survivor for ever, also over several merges; search finds one of them", async () => {
  const shop = await api.newShop();
  const [first, second, third] = [
    await add(shop, { lastName: "Ojavere" }),
    await add(shop, { lastName: "Ojavere" }),
    await add(shop, { lastName: "Ojavere", externalId: "K-7" }),
  ];
  await shop.call(mergeCustomer, await both(shop, second.id, first.id));
  const last = await shop.call(mergeCustomer, await both(shop, second.id, third.id, ["externalId"]));
  expect(last.externalId).toBe("K-7");
  for (const one of [first, second, third]) expect((await current(shop, one.id)).id).toBe(second.id);
  const { items } = await shop.call(searchAll, { query: { q: "Ojavere" } });
  expect(items.map(({ id }) => id)).toEqual([second.id]);
  expect((await shop.call(contract.listCustomers, { query: {} })).items).toHaveLength(1);
  const order = await shop.call(workOrders.createWorkOrder, { body: { customerId: first.id } });
  expect(order.customer?.id).toBe(second.id);
});

test("an invoice that was issued stays as it is, its order follows the customer", async () => {
  const shop = await api.newShop();
  await furnish(shop);
  const [kept, other] = [await add(shop, { lastName: "Vahtra" }), await add(shop, { lastName: "Vahter" })];
  const { order, invoice } = await invoiced(shop, other.id);
  const before = await one(shop.ctx.db, sql`select to_jsonb(i) as row from invoices i where id = ${invoice.id}`);
  await shop.call(mergeCustomer, await both(shop, kept.id, other.id));
  expect(await one(shop.ctx.db, sql`select to_jsonb(i) as row from invoices i where id = ${invoice.id}`)).toEqual(
    before,
  );
  const { customer } = await shop.call(workOrders.getWorkOrder, { params: { id: order.id } });
  expect(customer?.id).toBe(kept.id);
});

test("a merge is refused with oneself, with whoever is gone or changed meanwhile, and for whoever may not", async () => {
  const shop = await api.newShop();
  const [kept, other] = [await add(shop, { lastName: "Saar" }), await add(shop, { lastName: "Saare" })];
  const input = await both(shop, kept.id, other.id);
  const themselves = { ...input, body: { ...input.body, otherId: kept.id } };
  expect((await shop.refused(mergeCustomer, themselves)).errors).toMatchObject([
    { field: "otherId", message: "This is the same customer. Choose another." },
  ]);
  expect((await shop.answer(mergeCustomer, input, { as: "advisor" })).status).toBe(403);
  const stale = await shop.refused(mergeCustomer, { ...input, body: { ...input.body, otherVersion: 9 } });
  expect(stale).toMatchObject({
    code: "conflict",
    detail: "Somebody changed Saare in the meantime. Look again before merging.",
  });
  await shop.call(mergeCustomer, input);
  const again = await shop.refused(
    mergeCustomer,
    await both(shop, kept.id, kept.id).then((now) => ({
      ...now,
      body: { ...now.body, otherId: other.id },
    })),
  );
  expect(again.errors).toMatchObject([
    {
      field: "otherId",
      message: "This customer does not exist any more, or was merged already. Choose another.",
    },
  ]);
  const gone = await add(shop, { lastName: "Tamm" });
  await shop.call(eraseCustomer, { params: { id: gone.id }, body: { version: gone.version } });
  expect(await shop.refused(mergeCustomer, await both(shop, kept.id, gone.id))).toMatchObject({
    code: "conflict",
    detail: "Whoever was forgotten cannot be merged with anybody.",
  });
});

test("a merge that would leave a company without its name asks for it and changes nothing", async () => {
  const shop = await api.newShop();
  const company = await shop.call(contract.createCustomer, {
    body: { kind: "company", companyName: "Laevik OÜ", taxTreatment: "reverse_charge", vatId: "EE100" },
  });
  const other = await add(shop, { lastName: "Laevik" });
  const input = await both(shop, other.id, company.id);
  const refused = await shop.refused(mergeCustomer, { ...input, body: { ...input.body, take: ["tax"] } });
  expect(refused.errors).toMatchObject([{ field: "vatId", message: "Enter the VAT id; reverse charge needs it." }]);
  expect((await current(shop, company.id)).id).toBe(company.id);
});

test("the log says who was merged into whom; forgetting the survivor forgets both", async () => {
  const shop = await api.newShop();
  const kept = await add(shop, { lastName: "Quillfeather" });
  const other = await add(shop, { lastName: "Quillwright", street: "Wright Street 9" });
  await shop.call(mergeCustomer, await both(shop, kept.id, other.id));
  const { items } = await shop.call(listAudit, { query: { entityId: kept.id } });
  expect(items.find(({ action }) => action === "customer.merge")?.after).toMatchObject({ mergedFrom: other.id });
  await shop.call(
    eraseCustomer,
    await both(shop, kept.id, kept.id).then(({ params, body }) => ({
      params,
      body: { version: body.version },
    })),
  );
  const { text } = await one<{ text: string }>(
    shop.ctx.db,
    sql`select string_agg(t.line, ' ') as text from (select c::text as line from customers c
      union all select p::text from audit_personal p union all select s::text from search_entries s) t`,
  );
  expect(text).not.toMatch(/Quill|Wright Street/i);
});
