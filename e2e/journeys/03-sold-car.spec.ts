import { createCustomer } from "@mechanicbuddy/contract/customers";
import { api, knownCar, newName, newVin, openOrder } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("a sold car has a new owner, and the old owner's orders stay his", async ({ desk }) => {
  const car = await knownCar();
  const order = await openOrder(car, "Oil service");
  const buyer = await api(createCustomer, { body: { kind: "private", firstName: "Jaan", lastName: newName() } });

  await open(desk, `/app/vehicles/${car.vehicleId}`);
  await desk.getByRole("textbox", { name: "New owner" }).fill(buyer.name);
  await desk.getByRole("button", { name: "Find customer" }).click();
  await expect(desk.getByRole("combobox", { name: "New owner" })).toHaveValue(buyer.id);
  await desk.getByRole("button", { name: "Change owner" }).click();
  await expect(desk.getByText("Saved.")).toBeVisible();
  await expect(desk.getByRole("main").getByRole("link", { name: buyer.name }).first()).toBeVisible();
  await expect(desk.getByRole("main").getByRole("link", { name: car.owner })).toBeVisible();

  await open(desk, `/app/customers/${car.customerId}`);
  await expect(desk.locator(`a[href="/app/work/${order.id}"]`)).toBeVisible();
  await open(desk, `/app/customers/${buyer.id}`);
  await expect(desk.getByRole("main").getByText(car.plate)).toBeVisible();
  await expect(desk.locator(`a[href="/app/work/${order.id}"]`)).toHaveCount(0);
});

test("a VIN is taken once: the second car is refused with a link to the first", async ({ desk }) => {
  const vin = newVin();
  const car = await knownCar({ vin });

  await open(desk, "/app/vehicles/new");
  await desk.getByLabel("VIN or chassis number").fill(vin);
  await desk.getByRole("button", { name: "Save" }).click();

  await expect(desk.locator(`a[href="/app/vehicles/${car.vehicleId}"]`)).toBeVisible();
  await expect(desk.getByLabel("VIN or chassis number")).toHaveValue(vin);
});
