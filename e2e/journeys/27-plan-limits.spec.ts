import { issueEstimate, linkEstimate } from "@mechanicbuddy/contract/estimates";
import { issueInvoice } from "@mechanicbuddy/contract/invoices";
import { unlimited } from "@mechanicbuddy/contract/plans";
import { addJob, addLine, createWorkOrder, startWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api } from "../backstage.ts";
import { entitleRiverside } from "../riverside.ts";
import { expect, signIn, test } from "../test.ts";

test.use({ site: process.env.E2E_SITE?.replace("//", "//riverside.") ?? "" });

const ours: typeof api = (route, call) => api(route, call, process.env.E2E_RIVERSIDE_TOKEN);

async function orderWithWork(): Promise<{ id: string; jobId: string }> {
  const { id } = await ours(createWorkOrder, { body: { concern: "pulls to the left" } });
  const job = await ours(addJob, { params: { id }, body: { title: "Alignment" } });
  await ours(addLine, { params: { id: job.id }, body: { kind: "labour", description: "Align", quantity: "1" } });
  return { id, jobId: job.id };
}

test("the order after the plan's last one says why; what is open is finished; a raise works at once; paused shows the owner why", async ({
  page,
  phone,
}) => {
  const limits = { ...unlimited, mechanicLimit: 1 };
  await entitleRiverside({ limits: { ...limits, workOrderLimit: 2 } });
  const [first, second] = [await orderWithWork(), await orderWithWork()];
  await signIn(page, "ines");

  await page.goto("/app/work/new");
  await page.getByLabel("Concern").fill("whistles");
  await page.getByRole("button", { name: "Open order" }).click();
  const sentence = "2 of 2 orders used. Open ones can be finished, invoiced, paid, exported.";
  await expect(page.getByText(sentence).first()).toBeVisible();
  await expect(page.getByLabel("Concern")).toHaveValue("whistles");

  await ours(startWorkOrder, { params: { id: first.id }, body: { orderedBy: "Kati Kask" } });
  const invoice = await ours(issueInvoice, { params: { id: first.id }, body: {} });
  await page.goto(`/app/invoices/${invoice.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(invoice.number);

  await page.goto("/app/settings/plan");
  await expect(page.getByLabel("Orders", { exact: true })).toHaveJSProperty("value", 2);
  await page.goto("/app/settings/people/new");
  const invitation = page.locator("form", { has: page.getByLabel("User name") });
  await invitation.getByLabel("First name").fill("Mari");
  await invitation.getByLabel("Last name").fill("Maasikas");
  await invitation.getByLabel("User name").fill("mari");
  await invitation.getByLabel("E-mail").fill("mari@example.com");
  await invitation.getByRole("button").last().click();
  await expect(page.getByText("1 of 1 users on Free. Colleagues can be added on Professional.").first()).toBeVisible();

  await entitleRiverside({ limits: { ...limits, workOrderLimit: 3 } });
  await page.goto("/app/work/new");
  await page.getByLabel("Concern").fill("whistles");
  await page.getByRole("button", { name: "Open order" }).click();
  await expect(page).toHaveURL(/\/app\/work\/[0-9a-f-]{36}$/);

  const estimate = await ours(issueEstimate, { params: { id: second.id }, body: { jobIds: [second.jobId] } });
  const { url } = await ours(linkEstimate, { params: { id: estimate.id } });
  await entitleRiverside({ state: "suspended", reason: "The invoice of March is unpaid.", limits });
  await page.goto("/app/board");
  await expect(page).toHaveURL(/\/paused$/);
  await expect(page.getByText("The invoice of March is unpaid.")).toBeVisible();
  await phone.goto(url);
  await expect(phone.getByText("Alignment").first()).toBeVisible();

  await entitleRiverside({ limits: { ...limits, workOrderLimit: null } });
  await page.goto("/app/board");
  await expect(page).toHaveURL(/\/app\/board$/);
});
