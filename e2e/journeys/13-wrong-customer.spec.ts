import { getInvoice, issueInvoice } from "@mechanicbuddy/contract/invoices";
import { createPart, getPart, receiveStock } from "@mechanicbuddy/contract/parts";
import {
  addJob,
  addLine,
  getWorkOrder,
  startWorkOrder,
  updateWorkOrder,
  type WorkOrder,
} from "@mechanicbuddy/contract/work-orders";
import { api, type Car, knownCar, openOrder } from "../backstage.ts";
import { expect, findings, open, signIn, test } from "../test.ts";

test("wrong customer on the invoice: a credit note takes it back, the filter too, and the right one gets the next number", async ({
  desk,
  page: mart,
}) => {
  const { order, partId, invoice } = await invoicedFilters(await knownCar(), "3");
  await open(desk, `/app/invoices/${invoice.id}`);
  await expect(desk.getByRole("link", { name: "Print" })).toBeVisible();
  await expect(desk.getByRole("link", { name: "Credit", exact: true })).toHaveCount(0);

  await signIn(mart, "mart");
  await open(mart, `/app/invoices/${invoice.id}`);
  await expect(mart.getByRole("button", { name: /delete/i })).toHaveCount(0);
  await mart.getByRole("link", { name: "Credit", exact: true }).click();
  await expect(mart.getByRole("heading", { name: `Credit invoice ${invoice.number}` })).toBeVisible();
  await mart.getByLabel("Back to the shelf: Oil filter").check();
  await mart.getByLabel("How many: Oil filter").fill("1");
  await expect(mart.getByRole("button", { name: /^Credit .*13\.35/ })).toBeVisible();
  await mart.getByRole("button", { name: "All", exact: true }).click();
  await mart.getByLabel("Reason").fill("Wrong customer");
  await expect(mart.getByText(`Order ${order.number} is open again`)).toBeVisible();
  expect(await findings(mart)).toEqual([]);
  await mart.getByRole("button", { name: /^Credit .*40\.05/ }).click();

  await expect(mart).toHaveURL(/\/app\/invoices\/[0-9a-f-]{36}\?credited/);
  await expect(mart.getByRole("heading", { name: /Credit note C\d{4}-\d{5}/ })).toBeVisible();
  await expect(mart.getByText(`Corrects ${invoice.number}`)).toBeVisible();
  expect(Number((await api(getPart, { params: { id: partId } })).onHand)).toBe(5);
  const opened = await api(getWorkOrder, { params: { id: order.id } });
  expect(opened).toMatchObject({ stage: "order", invoice: null });

  const right = await knownCar();
  const { version } = opened;
  const body = { version, customerId: right.customerId, acceptWarnings: ["other_owner"] };
  await api(updateWorkOrder, { params: { id: order.id }, body });
  const next = await api(issueInvoice, { params: { id: order.id }, body: {} });
  expect(next.customer?.name).toBe(right.owner);
  expect(countOf(next)).toBeGreaterThan(countOf(invoice));
  await mart.getByRole("link", { name: /^Corrects/ }).click();
  await expect(mart.getByRole("region", { name: "Credit notes" })).toContainText("Wrong customer");
});

test("without script one of three is credited, after the sum was shown", async ({ browser }) => {
  const { invoice } = await invoicedFilters(await knownCar(), "3");
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, "mart");
  await page.goto(`/app/invoices/${invoice.id}/credit`);
  await page.getByLabel("How many: Oil filter").fill("4");
  await page.getByLabel("Reason").fill("Returned");
  await page.getByRole("button", { name: /^Credit / }).click();
  await expect(page.getByText("Only 3 of 3 is left to credit.").first()).toBeVisible();
  await page.getByLabel("How many: Oil filter").fill("1");
  await page.getByRole("button", { name: /^Credit / }).click();
  await expect(page.getByText(/These quantities credit .*13\.35/)).toBeVisible();
  await page.getByRole("button", { name: /^Credit .*13\.35/ }).click();
  await expect(page.getByRole("heading", { name: /Credit note C/ })).toBeVisible();
  const { creditedCents } = await api(getInvoice, { params: { id: invoice.id } });
  expect(creditedCents).toBe(1335);
  await context.close();
});

const countOf = ({ number }: { number: string }) => Number(number.split("-").at(-1));

/** An invoice on filters at 13.35 of a part of its own, five of which were on the shelf. */
async function invoicedFilters(car: Car, quantity: string) {
  const part = await api(createPart, {
    body: { name: "Oil filter", code: `F${car.plate.replaceAll(" ", "")}`, salePriceCents: 1335, stocked: true },
  });
  const items = [{ partId: part.id, quantity: "5", costCents: 580 }];
  await api(receiveStock, { body: { items } });
  const order: WorkOrder = await openOrder(car);
  const job = await api(addJob, { params: { id: order.id }, body: { title: "Oil filter" } });
  const line = { kind: "part", partId: part.id, quantity, unitPriceCents: 1335 } as const;
  await api(addLine, { params: { id: job.id }, body: line });
  await api(startWorkOrder, { params: { id: order.id }, body: { orderedBy: car.owner } });
  const invoice = await api(issueInvoice, { params: { id: order.id }, body: {} });
  return { order, partId: part.id, invoice };
}
