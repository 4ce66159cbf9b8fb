import { readFile } from "node:fs/promises";
import { issueInvoice } from "@mechanicbuddy/contract/invoices";
import { startWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { countedActions } from "../actions.ts";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, open, signIn, test } from "../test.ts";

test("the month is closed in three actions: the file holds last month; who owes is two away", async ({ page: kai }) => {
  await signIn(kai, "kai");
  await kai.goto("/app/customers");
  const actions = countedActions(kai);
  await actions.click(kai.getByRole("link", { name: "Reports" }).first());
  const arriving = kai.waitForEvent("download");
  await actions.click(kai.getByRole("button", { name: "Export", exact: true }));
  const file = await arriving;
  actions.within({ actions: 3, seconds: 20 });
  const [now, month] = [
    new Date(),
    (offset: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1)),
  ];
  expect(file.suggestedFilename()).toContain(`books ${month(-1).toISOString().slice(0, 7)}-01`);
  const text = (await readFile(await file.path())).toString("latin1");
  for (const name of ["sales.csv", "invoices.csv", "payments.csv"]) expect(text).toContain(name);

  const looking = countedActions(kai);
  await looking.click(kai.getByRole("link", { name: "Invoices" }).first());
  await looking.click(kai.getByRole("link", { name: "Who owes" }));
  await expect(kai.getByRole("heading", { name: "Who owes what" })).toBeVisible();
  looking.within({ actions: 3, seconds: 15 });
});

test("figures say how they are counted and lead to their rows; a wrong period says why", async ({ page: anna }) => {
  const car = await knownCar();
  const { id } = await openOrder(car, "Oil service");
  await api(startWorkOrder, { params: { id }, body: { orderedBy: car.owner } });
  const invoice = await api(issueInvoice, { params: { id }, body: {} });
  await signIn(anna, "anna");
  await open(anna, "/app/reports");
  const revenue = anna.locator("section", { has: anna.getByRole("heading", { name: "Revenue" }) });
  await expect(revenue).toContainText("Net of invoices less net of credit notes");
  await revenue.getByRole("button", { name: "Figure" }).click();
  await expect(revenue.locator("figure svg").first()).toBeAttached();
  await revenue.getByRole("rowheader").getByRole("link").last().click();
  await expect(anna).toHaveURL(/\/app\/invoices\?view=all&from=/);
  await expect(anna.getByRole("link", { name: invoice.number })).toBeVisible();

  await anna.goto("/app/reports?from=2026-03-02&to=2026-03-01");
  await expect(anna.getByText("The end lies before the start; choose a later day.").first()).toBeVisible();
  await anna.goto("/app/reports?booksFrom=2019-01-01&booksTo=2026-03-01");
  await expect(anna.getByText("That is more than 5 years; choose a later start.").first()).toBeVisible();
});

test("an advisor sees orders and cars, no revenue, no VAT and no export", async ({ desk }) => {
  await desk.goto("/app/reports");
  await expect(desk.getByRole("heading", { name: "Orders and cars" })).toBeVisible();
  await expect(desk.getByRole("heading", { name: "Revenue" })).toHaveCount(0);
  await expect(desk.getByRole("button", { name: "Export" })).toHaveCount(0);
});
