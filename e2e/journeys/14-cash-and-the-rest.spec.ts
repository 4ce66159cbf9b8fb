import { getInvoice, issueInvoice } from "@mechanicbuddy/contract/invoices";
import { addJob, addLine, startWorkOrder } from "@mechanicbuddy/contract/work-orders";
import type { Page } from "@playwright/test";
import { api, type Car, knownCar, openOrder } from "../backstage.ts";
import { expect, findings, open, signIn, test } from "../test.ts";

test("100 in cash, the rest next week: partly paid, and the list of who owes shows the rest", async ({ desk }) => {
  const car = await knownCar();
  const invoice = await invoiceOf(car, { quantity: "1", unitPriceCents: 25_000 });
  await open(desk, `/app/invoices/${invoice.id}`);
  await desk.getByRole("link", { name: /^Take payment/ }).click();
  await desk.getByLabel("Paid by").selectOption({ label: "Cash" });
  await desk.getByLabel("Amount").fill("100");
  await desk.getByLabel("Cash handed over").fill("120");
  await desk.getByLabel("Reference").focus();
  await expect(desk.getByText(/^Change .*20\.00/)).toBeVisible();
  await desk.getByRole("button", { name: "Record the payment" }).click();
  await expect(desk.getByText("Partly paid").first()).toBeVisible();

  await desk.goto("/app/invoices/owed");
  const row = desk.getByRole("row").filter({ hasText: car.owner });
  await expect(row).toContainText("150.00");
  await row.getByRole("link", { name: "Take payment" }).click();
  await expect(desk.getByRole("heading", { name: `Payment from ${car.owner}` })).toBeVisible();
  await expect(desk.getByLabel(`${invoice.number} gets`)).toHaveValue("150.00");
});

test("26.97 in cash with 5-cent rounding takes 26.95; mistyped, it is reversed and both rows stay", async ({
  page,
}) => {
  await signIn(page, "anna");
  await roundCash(page, "5");
  const car = await knownCar();
  const invoice = await invoiceOf(car, { quantity: "3", unitPriceCents: 999, discountPercent: 10 });
  expect(invoice.totalCents).toBe(2697);
  await open(page, `/app/invoices/${invoice.id}/payment`);
  await page.getByLabel("Paid by").selectOption({ label: "Cash" });
  await expect(page.getByText(/In cash .*26\.95.*-0\.02 is booked as rounding/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Record the payment" }).click();
  await expect(page.getByText("paid", { exact: true }).first()).toBeVisible();
  const payments = page.getByRole("region", { name: "Payments" });
  await expect(payments).toContainText("26.95");

  const number = (await payments.getByRole("link").first().textContent()) as string;
  await payments.getByText("Correct …").click();
  await payments.getByLabel("Reason").first().fill("It was by card");
  await payments.getByRole("button", { name: /^Reverse .*26\.95/ }).click();
  await expect(page.getByText("unpaid", { exact: true }).first()).toBeVisible();
  await expect(payments.getByRole("listitem")).toHaveCount(2);
  await expect(payments).toContainText(`undoes ${number}`);
  await expect(payments).toContainText("It was by card");

  await payments.getByRole("link", { name: number, exact: true }).click();
  await expect(page.getByRole("heading", { name: `Payment ${number}` })).toBeVisible();
  const receipt = await page.getByRole("link", { name: "Receipt" }).getAttribute("href");
  const answer = await page.request.get(receipt as string);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
  await roundCash(page, "0");
});

test("one payment pays two invoices; what is above becomes credit, and the next invoice is offered it", async ({
  desk,
}) => {
  const car = await knownCar();
  const first = await invoiceOf(car, { quantity: "1", unitPriceCents: 3000 });
  const second = await invoiceOf(car, { quantity: "1", unitPriceCents: 5000 });
  await open(desk, `/app/invoices/payments/new?customer=${car.customerId}`);
  await expect(desk.getByLabel("Amount", { exact: true })).toHaveValue("80.00");
  await desk.getByLabel("Paid by").selectOption({ label: "Card" });
  await desk.getByLabel("Amount", { exact: true }).fill("100");
  await desk.getByLabel("Reference").focus();
  await desk.getByRole("button", { name: "Record the payment" }).click();
  await expect(desk.getByText(/becomes credit of 20\.00/)).toBeVisible();
  await desk.getByRole("button", { name: "Save anyway" }).click();
  await expect(desk).toHaveURL(/\/payments\/[0-9a-f-]{36}/);
  for (const { id } of [first, second]) {
    expect((await api(getInvoice, { params: { id } })).state).toBe("paid");
  }
  await desk.goto("/app/invoices/payments?view=free");
  await expect(desk.getByRole("row").filter({ hasText: car.owner })).toContainText("20.00");

  const third = await invoiceOf(car, { quantity: "1", unitPriceCents: 4500 });
  await open(desk, `/app/invoices/${third.id}/payment`);
  await desk.getByRole("button", { name: /^Use .*20\.00 of it/ }).click();
  await expect(desk.getByText(`Credit was used for ${third.number}.`)).toBeVisible();
  expect((await api(getInvoice, { params: { id: third.id } })).openCents).toBe(2500);
});

interface Given {
  quantity: string;
  unitPriceCents: number;
  discountPercent?: number;
}

/** A started order with one line, invoiced. */
async function invoiceOf(car: Car, given: Given) {
  const { id } = await openOrder(car);
  const job = await api(addJob, { params: { id }, body: { title: "Bulbs" } });
  const line = { kind: "part", description: "Bulb H7", ...given } as const;
  await api(addLine, { params: { id: job.id }, body: line });
  await api(startWorkOrder, { params: { id }, body: { orderedBy: car.owner } });
  return api(issueInvoice, { params: { id }, body: {} });
}

async function roundCash(page: Page, cents: string): Promise<void> {
  await open(page, "/app/settings/documents");
  const form = page.locator("form").filter({ has: page.locator("[name=cashRoundingCents]") });
  await form.locator("[name=cashRoundingCents]").selectOption(cents);
  await form.getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText("Saved").first()).toBeVisible();
}
