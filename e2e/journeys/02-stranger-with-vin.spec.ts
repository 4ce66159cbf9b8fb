import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { countedActions } from "../actions.ts";
import { api, newName, newPlate, newVin } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("a stranger with a VIN from Wolfsburg: the make is filled, the model stays empty, nothing is refused", async ({
  desk,
}) => {
  const [vin, plate, name] = [newVin(), newPlate(), newName()];
  await open(desk, "/app/board");
  const person = countedActions(desk);

  await person.press("n");
  await person.fill(desk.getByLabel("Plate, VIN, phone or name"), vin);
  await expect(desk.getByLabel("VIN", { exact: true })).toHaveValue(vin);
  await expect(desk.getByLabel("Make")).toHaveValue("Volkswagen");
  await expect(desk.getByLabel("Model")).toHaveValue("");
  await person.fill(desk.getByLabel("Plate", { exact: true }), plate);
  await person.fill(desk.getByLabel("Customer's name"), `Uwe ${name}`);
  await person.fill(desk.getByLabel("Phone", { exact: true }), "+372 5550 1234");
  await person.fill(desk.getByLabel("Concern"), "buzzes at 90, stops at 110");
  await person.click(desk.getByRole("button", { name: "Open order" }));

  await expect(desk).toHaveURL(/\/app\/work\/[0-9a-f-]{36}$/);
  person.within({ actions: 12, seconds: 90 });
  const order = await api(getWorkOrder, { params: { id: desk.url().split("/").at(-1) ?? "" } });
  expect(order.vehicle).toMatchObject({ vin, plate, label: "Volkswagen" });
  expect(order.customer).toMatchObject({ name: `Uwe ${name}` });
});
