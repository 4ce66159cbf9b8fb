import { createCustomer } from "@mechanicbuddy/contract/customers";
import { addJob, intake } from "@mechanicbuddy/contract/work-orders";
import type { Shop } from "../../testing/shop.ts";

/** A customer's car in the shop with one job on it. */
export async function carOrder(shop: Shop) {
  const customer = await shop.call(createCustomer, { body: { kind: "private", lastName: "Kask" } });
  const body = { customerId: customer.id, vehicle: { plate: "482 KTR" }, order: { concern: "Squeaks" } };
  const order = await shop.call(intake, { body });
  const job = await shop.call(addJob, { params: { id: order.id }, body: { title: "Front brakes" } });
  return { order, job };
}
