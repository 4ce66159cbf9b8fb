import { issueInvoice } from "@mechanicbuddy/contract/invoices";
import { recordPayment } from "@mechanicbuddy/contract/payments";
import { listPaymentMethods } from "@mechanicbuddy/contract/settings";
import { addJob, addLine, createWorkOrder, startWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api, knownCar } from "../backstage.ts";
import { expect, open, signIn, test } from "../test.ts";

test("“Please forget me”: refused while she owes 12.00, afterwards her name is on the invoice alone", async ({
  page,
}) => {
  const { customerId, owner } = await knownCar();
  const order = await api(createWorkOrder, { body: { customerId } });
  const job = await api(addJob, { params: { id: order.id }, body: { title: "Bulb" } });
  await api(addLine, {
    params: { id: job.id },
    body: { kind: "fee", description: "Bulb fitted", quantity: "1", unitPriceCents: 1_200 },
  });
  await api(startWorkOrder, { params: { id: order.id }, body: { orderedBy: owner } });
  const invoice = await api(issueInvoice, { params: { id: order.id }, body: {} });
  const owed = invoice.totalCents;

  await signIn(page, "anna");
  await open(page, `/app/customers/${customerId}?tab=details`);
  await page.locator("summary").filter({ hasText: "Forget this person" }).click();
  await page.getByRole("button", { name: `Forget ${owner} for good` }).click();
  await expect(page.getByText(`${owner} still owes ${(owed / 100).toFixed(2)}`)).toBeVisible();

  const { items: methods } = await api(listPaymentMethods);
  await api(recordPayment, {
    body: {
      methodId: methods.find(({ kind }) => kind === "card")?.id ?? methods[0]?.id ?? "",
      amountCents: owed,
      allocations: [{ invoiceId: invoice.id, amountCents: owed }],
    },
  });
  await open(page, `/app/customers/${customerId}?tab=details`);
  await page.locator("summary").filter({ hasText: "Forget this person" }).click();
  await page.getByRole("button", { name: `Forget ${owner} for good` }).click();
  await expect(page.getByRole("heading", { name: "Erased customer" })).toBeVisible();

  await page.goto(`/app/customers?q=${encodeURIComponent(owner)}`);
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.goto(`/app/search?q=${encodeURIComponent(owner)}`);
  await expect(page.locator(`a[href="/app/customers/${customerId}"]`)).toHaveCount(0);
  await page.goto(`/app/invoices/${invoice.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(invoice.number);
});
