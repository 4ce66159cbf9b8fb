import { addReading, createDueItem, getVehicle, updateVehicle } from "@mechanicbuddy/contract/vehicles";
import { api, knownCar, newPlate, openOrder } from "../backstage.ts";
import { expect, findings, open, test } from "../test.ts";

test("what falls due is noted on the car, stands in the list of overdue cars, and is gone when removed", async ({
  desk,
}) => {
  const car = await knownCar();
  await open(desk, `/app/vehicles/${car.vehicleId}`);
  const due = desk.getByRole("region", { name: "Due" });
  await due.getByText("Add what falls due").click();
  await due.getByRole("button", { name: "Add", exact: true }).isVisible();
  await due.getByLabel("What").fill("Inspection");
  await due.getByRole("button", { name: "Add", exact: true }).click();
  await expect(due.getByText("Say when: a date, a reading, or how often.").first()).toBeVisible();
  await due.getByLabel("Due on").fill("2025-03-01");
  await due.getByRole("button", { name: "Add", exact: true }).click();
  await expect(due.getByText("Overdue")).toBeVisible();
  expect(await findings(desk)).toEqual([]);

  await desk.goto(`/app/vehicles?due=late&q=${encodeURIComponent(car.plate)}`);
  await expect(desk.getByRole("table").getByText("1 Mar 2025")).toBeVisible();
  await desk.goto(`/app/customers/${car.customerId}`);
  await expect(desk.getByText("Inspection due 1 Mar 2025")).toBeVisible();

  await open(desk, `/app/vehicles/${car.vehicleId}`);
  await due.getByText("Change Inspection").click();
  await due.getByRole("button", { name: "Remove Inspection" }).click();
  await expect(due.getByText("Nothing falls due.")).toBeVisible();
});

test("a car is found by a plate it no longer carries, and its page says so", async ({ desk }) => {
  const car = await knownCar();
  const { version } = await api(getVehicle, { params: { id: car.vehicleId } });
  const plate = newPlate();
  await api(updateVehicle, {
    params: { id: car.vehicleId },
    body: { version, plate, acceptWarnings: ["duplicate_plate"] },
  });
  await desk.goto(`/app/search?q=${encodeURIComponent(car.plate)}`);
  await desk.locator(`a[href="/app/vehicles/${car.vehicleId}"]`).first().click();
  await expect(desk.getByText(`before: ${car.plate}`)).toBeVisible();
  await expect(desk.getByRole("heading", { level: 1 })).toContainText(plate);
});

test("readings are a table, the chart comes when asked for; a car with orders is archived, not deleted", async ({
  desk,
}) => {
  const car = await knownCar();
  for (const value of [50_000, 50_500]) await api(addReading, { params: { id: car.vehicleId }, body: { value } });
  const item = { title: "Oil", kind: "service", dueOn: "2030-01-01" } as const;
  await api(createDueItem, { params: { id: car.vehicleId }, body: item });
  const order = await openOrder(car, "Oil service");
  await open(desk, `/app/vehicles/${car.vehicleId}`);
  await expect(desk.getByRole("table", { name: "Odometer" }).getByRole("row")).toHaveCount(3);
  await desk.getByText("Chart", { exact: true }).click();
  await expect(desk.locator("figure svg, figure canvas").first()).toBeVisible();
  await desk.getByRole("button", { name: "Delete" }).click();
  await expect(desk.getByText("1 order. Archive instead?")).toBeVisible();
  await expect(
    desk
      .getByRole("listitem")
      .filter({ hasText: String(order.number) })
      .first(),
  ).toBeVisible();
  await desk.getByRole("button", { name: "Archive" }).click();
  await expect(desk.getByText("Archived: not offered any more, its history stays.")).toBeVisible();
  await desk.getByRole("button", { name: "Restore" }).click();
  await expect(desk.getByText("Archived: not offered any more, its history stays.")).toHaveCount(0);
});
