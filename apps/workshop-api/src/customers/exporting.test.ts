import * as contract from "@mechanicbuddy/contract/customers";
import { eraseCustomer, exportCustomer, getCustomerExport } from "@mechanicbuddy/contract/privacy";
import * as workOrders from "@mechanicbuddy/contract/work-orders";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { readZip } from "../zip.ts";
import { expire } from "./exporting.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  api.clock.set(new Date());
  shop = await api.newShop();
});

const tokenOf = (link: string) => link.split("/").at(-1) ?? "";

async function known() {
  const { id } = await shop.call(contract.createCustomer, {
    body: {
      kind: "private",
      firstName: "Marika",
      lastName: "Quillfeather",
      careNote: "Wants old parts back",
      emails: [{ address: "marika@example.com", label: null, isPrimary: true }],
    },
  });
  const body = { customerId: id, concern: "Hears a noise" };
  const order = await shop.call(workOrders.createWorkOrder, { body });
  return { id, order };
}

test("whoever asks what the workshop knows of them gets all of it, by a link that works for seven days", async () => {
  const { id } = await known();
  const made = await shop.call(exportCustomer, { params: { id }, body: { to: "marika@example.com" } });
  const params = { token: tokenOf(made.link) };
  const { body } = await shop.answer(getCustomerExport, { params }, { as: null });
  const entries = await readZip(Buffer.from(body as unknown as Uint8Array));
  const data = JSON.parse(Buffer.from(entries.find(({ name }) => name === "data.json")?.bytes ?? []).toString());
  expect(data.customer).toMatchObject({ lastName: "Quillfeather", careNote: "Wants old parts back" });
  expect(data.orders).toMatchObject([{ concern: "Hears a noise" }]);
  expect(JSON.stringify(data)).not.toContain("costCents");
  const { mail } = await one<{ mail: string }>(
    shop.ctx.db,
    sql`select body as mail from messages where customer_id = ${id} and template = 'data-export'`,
  );
  expect(mail).toContain(made.link);

  api.clock.set(new Date(Date.now() + 8 * 86_400_000));
  expect(await shop.refused(getCustomerExport, { params }, { as: null })).toMatchObject({ code: "gone" });
  await expire(shop.ctx);
  const { left } = await one<{ left: number }>(
    shop.ctx.db,
    sql`select count(*)::int as left from files where owner_kind = 'customer_export'`,
  );
  expect(left).toBe(0);
});

test("a link nobody made leads nowhere; one of a person who was forgotten is over", async () => {
  const { id, order } = await known();
  expect((await shop.refused(getCustomerExport, { params: { token: "x".repeat(43) } }, { as: null })).code).toBe(
    "not_found",
  );
  const { link } = await shop.call(exportCustomer, { params: { id }, body: {} });
  await shop.call(workOrders.cancelWorkOrder, { params: { id: order.id }, body: { reason: "Changed their mind" } });
  const { version } = await shop.call(contract.getCustomer, { params: { id } });
  await shop.call(eraseCustomer, { params: { id }, body: { version } });
  expect((await shop.refused(getCustomerExport, { params: { token: tokenOf(link) } }, { as: null })).code).toBe("gone");
  expect(await shop.refused(exportCustomer, { params: { id }, body: {} })).toMatchObject({
    code: "conflict",
    detail: "This person was forgotten; nothing is left to hand over.",
  });
});

test("only owner and manager hand somebody's data over, to an address that can be one", async () => {
  const { id } = await known();
  expect((await shop.answer(exportCustomer, { params: { id }, body: {} }, { as: "advisor" })).status).toBe(403);
  const refused = await shop.refused(exportCustomer, { params: { id }, body: { to: "marika" } });
  expect(refused.errors?.map(({ field }) => field)).toEqual(["to"]);
});
