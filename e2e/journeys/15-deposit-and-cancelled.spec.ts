import { getCustomerBalance } from "@mechanicbuddy/contract/customers";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import type { Page } from "@playwright/test";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, findings, open, signIn, test } from "../test.ts";

test("he left a deposit and cancelled: refused until the refund, then the order is cancelled and the balance zero", async ({
  desk,
  page: mart,
}) => {
  const { car, order } = await withDeposit(desk);
  await cancel(desk, order.id);
  await expect(desk.getByText(/deposit/i).first()).toBeVisible();
  expect((await api(getWorkOrder, { params: { id: order.id } })).stage).not.toBe("cancelled");

  await signIn(mart, "mart");
  await open(mart, `/app/work/${order.id}/payment`);
  await mart.getByText("Correct …").click();
  const refund = mart.locator("form[action='?/refund']");
  await refund.getByLabel("Reason").fill("Changed his mind");
  await refund.getByRole("button", { name: "Give back" }).click();
  await expect(mart.getByText(/Money was given back|given back/i).first()).toBeVisible();
  await cancel(mart, order.id);
  await expect.poll(async () => (await api(getWorkOrder, { params: { id: order.id } })).stage).toBe("cancelled");
  const { customerId: id } = car;
  expect(await api(getCustomerBalance, { params: { id } })).toMatchObject({ balanceCents: 0, creditCents: 0 });
});

test("a deposit he leaves with the workshop becomes his credit, and the order can be cancelled", async ({ desk }) => {
  const { car, order } = await withDeposit(desk);
  await desk.getByText("Keep as credit …").click();
  await desk.getByLabel("Reason").fill("Comes back in May");
  expect(await findings(desk)).toEqual([]);
  await desk.getByRole("button", { name: /^Keep .*50\.00 as credit/ }).click();
  await expect(desk.getByText(/is the customer's credit now/)).toBeVisible();
  await cancel(desk, order.id);
  await expect.poll(async () => (await api(getWorkOrder, { params: { id: order.id } })).stage).toBe("cancelled");
  const { customerId: id } = car;
  expect((await api(getCustomerBalance, { params: { id } })).creditCents).toBe(5000);
});

async function withDeposit(desk: Page) {
  const car = await knownCar();
  const order = await openOrder(car, "Oil service");
  await open(desk, `/app/work/${order.id}/payment`);
  await desk.getByLabel("Paid by").selectOption({ label: "Card" });
  await desk.getByLabel("Amount").fill("50");
  await desk.getByRole("button", { name: "Record the deposit" }).click();
  await expect(desk.getByText(/^Deposit .* is recorded/)).toBeVisible();
  return { car, order };
}

async function cancel(page: Page, id: string): Promise<void> {
  await open(page, `/app/work/${id}`);
  const form = page.locator("form[action='?/cancel']");
  await page.locator("details").filter({ has: form }).locator("summary").first().click();
  await form.getByLabel("Reason").fill("Sold the car");
  await form.getByRole("button").last().click();
}
