import { issueInvoice } from "@mechanicbuddy/contract/invoices";
import {
  createPart,
  createStorage,
  createSupplier,
  getPart,
  listStorages,
  receiveStock,
} from "@mechanicbuddy/contract/parts";
import { addJob, addLine, startWorkOrder } from "@mechanicbuddy/contract/work-orders";
import type { Page } from "@playwright/test";
import { countedActions } from "../actions.ts";
import { api, knownCar, newName, openOrder } from "../backstage.ts";
import { expect, findings, open, signIn, test } from "../test.ts";

test("fifteen filters worth 82.50, four went out: 22.00 of cost, 11 left worth 60.50; credited, they are back", async ({
  desk,
  page: mart,
}) => {
  const part = await aFilter();
  for (const [quantity, cost] of [
    ["10", "5.00"],
    ["5", "6.50"],
  ] as const) {
    await scan(desk, part.code);
    await desk.getByLabel("Cost of one").fill(cost);
    await desk.getByLabel("Quantity").fill(quantity);
    await desk.getByLabel("Quantity").press("Enter");
    await expect(desk.getByText(`${quantity} × ${part.name} booked in.`)).toBeVisible();
  }
  await desk.goto(`/app/parts/${part.id}`);
  await expect(desk.getByText(/stock worth .*82\.50/)).toBeVisible();
  await expect(desk.getByText(/average cost .*5\.50/)).toBeVisible();

  const { order, invoice } = await soldFour(part.id);
  await desk.reload();
  await expect(desk.getByText(/^11 on hand/)).toBeVisible();
  await expect(desk.getByText(/stock worth .*60\.50/)).toBeVisible();
  const used = desk.getByRole("row").filter({ hasText: "Used" });
  await expect(used).toContainText("-22.00");
  await expect(used.getByRole("link", { name: `Order ${order.number}` })).toBeVisible();

  await signIn(mart, "mart");
  await open(mart, `/app/invoices/${invoice.id}/credit`);
  await mart.getByLabel(`Back to the shelf: ${part.name}`).check();
  await mart.getByLabel("Reason").fill("Wrong filters");
  await mart.getByRole("button", { name: /^Credit / }).click();
  await expect(mart.getByRole("heading", { name: /Credit note C/ })).toBeVisible();
  await desk.reload();
  await expect(desk.getByText(/^15 on hand/)).toBeVisible();
  await expect(desk.getByText(/stock worth .*82\.50/)).toBeVisible();
  const kinds = desk.getByRole("row").filter({ hasText: /Returned|Used|Delivery/ });
  await expect(kinds).toHaveCount(4);
  await expect(kinds.first()).toContainText("Returned");
  await expect(kinds.first()).toContainText("22.00");
});

test("a delivery is two actions for each part, and an unknown barcode becomes a new part at once", async ({ desk }) => {
  const part = await aFilter();
  await open(desk, "/app/parts/receive");
  const actions = countedActions(desk);
  await expect(desk.getByLabel("Barcode or code")).toBeFocused();
  await actions.fill(desk.getByLabel("Barcode or code"), part.code);
  await desk.keyboard.press("Enter");
  await expect(desk.getByLabel("Quantity")).toBeFocused();
  await actions.fill(desk.getByLabel("Quantity"), "3");
  await desk.keyboard.press("Enter");
  await expect(desk.getByText(/^3 × .* booked in\.$/)).toBeVisible();
  actions.within({ actions: 2, seconds: 30 });
  expect((await api(getPart, { params: { id: part.id } })).onHand).toBe("3");

  const code = `47${Date.now()}`;
  await scan(desk, code);
  await desk.getByRole("link", { name: "New part with this code" }).click();
  await expect(desk.getByLabel("Barcodes")).toHaveValue(code);
  await desk.getByLabel("Name", { exact: true }).fill("Wiper blade");
  await desk.getByLabel("New storage").fill(`Shelf ${newName()}`);
  await desk.getByRole("button", { name: "Save", exact: true }).click();
  await expect(desk.getByRole("heading", { name: /Wiper blade/ })).toBeVisible();
  await expect(desk.getByLabel("Quantity")).toBeFocused();
});

test("a count shows the differences, asks when the shelf moved meanwhile, and books them all at once", async ({
  desk,
}) => {
  const storage = await api(createStorage, { body: { name: `Cellar ${newName()}` } });
  const [first, second] = [await aFilter(), await aFilter()];
  const items = [first, second].map(({ id }) => ({
    partId: id,
    storageId: storage.id,
    quantity: "10",
    costCents: 500,
  }));
  await api(receiveStock, { body: { items } });
  await open(desk, `/app/parts/count?storage=${storage.id}`);
  await desk.getByRole("button", { name: `All parts in ${storage.name}` }).click();
  await desk.getByLabel(`Counted of ${first.name}`).fill("9");
  await desk.getByLabel(`Counted of ${second.name}`).fill("10");
  await expect(desk.getByText("as booked")).toBeVisible();
  await expect(desk.getByText("-1", { exact: true })).toBeVisible();
  expect(await findings(desk)).toEqual([]);
  await api(receiveStock, { body: { items: items.slice(1).map((item) => ({ ...item, quantity: "2" })) } });
  await desk.getByRole("button", { name: "Book 1 difference" }).click();
  await expect(desk.getByText(/the books said 10 when you began and say 12 now/)).toBeVisible();
  await desk.getByLabel(`Counted of ${second.name}`).fill("12");
  await desk.getByRole("button", { name: "Save anyway" }).click();
  await expect(desk.getByText("The count is booked: 1 difference.")).toBeVisible();
  const onHand = async ({ id }: { id: string }) => (await api(getPart, { params: { id } })).onHand;
  expect([await onHand(first), await onHand(second)]).toEqual(["9", "12"]);
});

test("parts go to another storage, a supplier's price is noted with its day, and what is used is archived, not deleted", async ({
  desk,
}) => {
  const part = await aFilter();
  await api(createSupplier, { body: { name: `Parts & Co ${newName()}`, email: "orders@example.com" } });
  const [from] = (await api(listStorages)).items.filter(({ archivedAt }) => archivedAt === null);
  const to = await api(createStorage, { body: { name: `Attic ${newName()}` } });
  const items = [{ partId: part.id, storageId: from?.id as string, quantity: "4", costCents: 500 }];
  await api(receiveStock, { body: { items } });
  await open(desk, `/app/parts/${part.id}`);
  await desk.getByText("Move to another storage").click();
  const transfer = desk.locator("form[action='?/transfer']");
  await transfer.getByLabel("To").selectOption({ label: to.name });
  await transfer.getByLabel("Quantity").fill("1.5");
  await transfer.getByRole("button", { name: "Move" }).click();
  await expect(desk.getByText("Moved.")).toBeVisible();
  await expect(desk.getByRole("row").filter({ hasText: to.name }).first()).toContainText("1.5");

  await desk.getByText("Note a price").click();
  const price = desk.locator("form[action='?/price']");
  await price.getByLabel("Price of a pack").fill("31.20");
  await price.getByLabel("How many in a pack").fill("6");
  await price.getByRole("button", { name: "Note the price" }).click();
  await expect(desk.getByRole("row").filter({ hasText: "31.20" })).toBeVisible();

  await desk.getByRole("button", { name: /^Delete / }).click();
  await expect(desk.getByText(/is in use.*Archive it instead/)).toBeVisible();
  await desk.getByRole("button", { name: "Archive", exact: true }).click();
  await expect(desk.getByText("Archived: not offered any more, its history stays.")).toBeVisible();
});

async function scan(page: Page, code: string): Promise<void> {
  await open(page, "/app/parts/receive");
  await page.getByLabel("Barcode or code").fill(code);
  await page.getByLabel("Barcode or code").press("Enter");
}

/** A part of its own with a code to scan. */
async function aFilter() {
  const word = newName();
  const body = { name: `Filter ${word}`, code: word.toUpperCase(), salePriceCents: 1335, stocked: true };
  const { id, name } = await api(createPart, { body });
  return { id, name, code: body.code };
}

/** Four of a part on an invoice. */
async function soldFour(partId: string) {
  const car = await knownCar();
  const order = await openOrder(car);
  const params = { id: order.id };
  const job = await api(addJob, { params, body: { title: "Filters" } });
  const line = { kind: "part", partId, quantity: "4", unitPriceCents: 1335 } as const;
  await api(addLine, { params: { id: job.id }, body: line });
  await api(startWorkOrder, { params, body: { orderedBy: car.owner } });
  return { order, invoice: await api(issueInvoice, { params, body: {} }) };
}
