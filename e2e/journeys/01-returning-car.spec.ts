import { recordDecision } from "@mechanicbuddy/contract/estimates";
import { cancelWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { countedActions } from "../actions.ts";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("a returning car is taken in with its plate, a concern and the odometer, in five actions", async ({ desk }) => {
  const car = await knownCar();
  const earlier = await openOrder(car, "Front brakes");
  await api(recordDecision, {
    params: { id: earlier.jobs[0]?.id ?? "" },
    body: { decision: "declined", method: "in_person", name: car.owner },
  });
  await api(cancelWorkOrder, { params: { id: earlier.id }, body: { reason: "not now" } });
  await open(desk, "/app/board");
  const person = countedActions(desk);

  await person.press("n");
  await person.fill(desk.getByLabel("Plate, VIN, phone or name"), car.plate.toLowerCase().replace(" ", ""));
  await expect(desk.getByText(car.owner)).toBeVisible();
  await expect(desk.getByRole("checkbox", { name: /Quote again: Front brakes/ })).toBeVisible();
  await expect(desk.getByLabel("Promised")).toHaveValue(/T17:00$/);
  await person.fill(desk.getByLabel("Concern"), "squeals every morning");
  await person.fill(desk.getByLabel("Odometer"), "187 204");
  await person.click(desk.getByRole("button", { name: "Open order" }));

  await expect(desk).toHaveURL(/\/app\/work\/[0-9a-f-]{36}$/);
  await expect(desk.getByText(`“squeals every morning”`)).toBeVisible();
  await expect(desk.getByRole("link", { name: car.owner })).toBeVisible();
  person.within({ actions: 5, seconds: 30 });
});
