import { createCustomer, getCustomer } from "@mechanicbuddy/contract/customers";
import { api, knownCar, newName, openOrder } from "../backstage.ts";
import { expect, findings, open, signIn, test } from "../test.ts";

test("two records of one person become one, field by field, and the old address leads to the survivor", async ({
  page,
}) => {
  const car = await knownCar();
  const order = await openOrder(car, "Oil service");
  const known = await api(getCustomer, { params: { id: car.customerId } });
  const lastName = newName();
  const twin = await api(createCustomer, {
    body: {
      kind: "private",
      firstName: "Kati",
      lastName,
      phone: known.phone,
      note: "Likes tea",
      acceptWarnings: ["duplicate_customer"],
    },
  });

  await signIn(page, "anna");
  await page.goto("/app/customers/duplicates");
  await expect(page.getByRole("heading", { name: "Possible duplicates" })).toBeVisible();

  // The twin survives; the alike one is offered.
  await open(page, `/app/customers/${twin.id}/merge`);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: new RegExp(car.owner) }).click();
  await expect(page.getByRole("radio", { name: car.owner })).not.toBeChecked();
  await expect(page.getByRole("radio", { name: "Likes tea" })).toBeChecked();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("radio", { name: car.owner }).check();
  await page.getByRole("button", { name: `Merge ${car.owner} into Kati ${lastName}` }).click();

  await expect(page.getByText("The two are one customer now.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: car.owner })).toBeVisible();
  await expect(page.getByRole("main").getByText(car.plate).first()).toBeVisible();
  await expect(page.locator(`a[href="/app/work/${order.id}"]`)).toBeVisible();
  await page.goto(`/app/customers/${car.customerId}`);
  await expect(page).toHaveURL(new RegExp(`/app/customers/${twin.id}`));
  await page.goto(`/app/search?q=${encodeURIComponent(car.owner)}`);
  await expect(page.locator(`a[href="/app/customers/${car.customerId}"]`)).toHaveCount(0);
});

test("whoever may not merge finds no way to it", async ({ desk }) => {
  const car = await knownCar();
  await open(desk, `/app/customers/${car.customerId}`);
  await expect(desk.getByRole("link", { name: "Merge with another" })).toHaveCount(0);
  await desk.goto(`/app/customers/${car.customerId}/merge`);
  await expect(desk.getByText(/needs the right to/i)).toBeVisible();
});
