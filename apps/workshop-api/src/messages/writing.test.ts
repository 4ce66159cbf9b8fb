import { createCustomer } from "@mechanicbuddy/contract/customers";
import { listMessages, sendMessage } from "@mechanicbuddy/contract/messages";
import { createVehicle } from "@mechanicbuddy/contract/vehicles";
import { createWorkOrder, listTimeline } from "@mechanicbuddy/contract/work-orders";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { get } from "./messages.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const newCustomer = (more: object = {}) =>
  shop.call(createCustomer, {
    body: { kind: "private", firstName: "Kati", lastName: "Kask", language: "et", ...more },
  });
const emails = [{ label: "home", address: "kati@example.com", isPrimary: true }];
const words = { subject: "Your {{plate}}", message: "Hello {{customerName}},\n\nyour {{vehicle}} waits outside." };

test("a message about an order goes to its customer with the blanks filled in, and stands in the order's history", async () => {
  const { id: customerId } = await newCustomer({ emails });
  const car = { plate: "123 ABC", make: "Audi", model: "A3", ownerId: customerId };
  const { id: vehicleId } = await shop.call(createVehicle, { body: car });
  const { id: workOrderId, number } = await shop.call(createWorkOrder, { body: { customerId, vehicleId } });
  const sent = await shop.call(sendMessage, { body: { workOrderId, ...words } }, { as: "advisor" });
  expect(sent).toMatchObject({ to: ["kati@example.com"], subject: "Your 123 ABC", status: "queued" });
  expect(sent.about).toEqual({ kind: "work_order", id: workOrderId, label: String(number) });
  expect((await get(shop.ctx, sent.id)).body).toBe("Hello Kati Kask,\n\nyour Audi A3 waits outside.");
  const { items } = await shop.call(listTimeline, { params: { id: workOrderId } });
  expect(JSON.stringify(items)).toContain("Your 123 ABC");
});

test("a customer without an address is named as the fault; one that is given goes, too", async () => {
  const { id: customerId } = await newCustomer();
  const body = { customerId, subject: "Keys", message: "They lie at the counter." };
  expect((await shop.refused(sendMessage, { body })).errors).toEqual([
    { field: "to", message: "This customer has no e-mail address. Enter one." },
  ]);
  const sent = await shop.call(sendMessage, { body: { ...body, to: ["son@example.com"] } });
  expect([sent.to, sent.about?.label]).toEqual([["son@example.com"], "Kati Kask"]);
});

test("what nobody knows in a text, nobody to write to, and another customer's order are refused, and nothing is sent", async () => {
  const { id: customerId } = await newCustomer({ emails });
  const { id: workOrderId } = await shop.call(createWorkOrder, { body: {} });
  const errors = async (body: object) =>
    (await shop.refused(sendMessage, { body: { subject: "Hello", message: "Hello", ...body } })).errors?.[0];
  expect(await errors({ customerId, message: "Dear {{custmerName}}" })).toEqual({
    field: "message",
    message: "{{custmerName}} is not known; did you mean {{customerName}}?",
  });
  expect((await errors({}))?.field).toBe("customerId");
  expect((await errors({ workOrderId }))?.message).toContain("has no customer");
  expect((await errors({ customerId, to: ["kati"] }))?.field).toBe("to.0");
  const { id: other } = await newCustomer({ firstName: "Mari" });
  const { id: hers } = await shop.call(createWorkOrder, { body: { customerId: other } });
  expect((await errors({ customerId, workOrderId: hers }))?.field).toBe("customerId");
  expect((await shop.call(listMessages)).items).toEqual([]);
  const body = { customerId, subject: "Hello", message: "Hello" };
  expect((await shop.refused(sendMessage, { body }, { as: "mechanic" })).code).toBe("forbidden");
});
