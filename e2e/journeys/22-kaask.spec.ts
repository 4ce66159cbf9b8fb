import { createCustomer } from "@mechanicbuddy/contract/customers";
import { createVehicle } from "@mechanicbuddy/contract/vehicles";
import { createWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api, newName, newPlate } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("a name with a typo, a plate with separators and an order's number are found, the exact one first", async ({
  desk,
}) => {
  const lastName = newName();
  const plate = newPlate();
  const customer = await api(createCustomer, {
    body: { kind: "private", firstName: "Marika", lastName, acceptWarnings: ["duplicate_customer"] },
  });
  const vehicle = await api(createVehicle, { body: { plate, make: "VW", model: "Golf", ownerId: customer.id } });
  const order = await api(createWorkOrder, { body: { vehicleId: vehicle.id, customerId: customer.id } });
  await open(desk, "/app/board");
  const hit = desk.getByRole("dialog").getByRole("option").first();
  const search = async (words: string) => {
    await desk.keyboard.press("Control+k");
    await desk.getByRole("combobox", { name: "Search and commands" }).fill(words);
  };

  const typo = `${lastName.slice(0, 3)}x${lastName.slice(3)}`;
  await search(typo);
  await expect(hit).toContainText(`Marika ${lastName}`);
  await desk.keyboard.press("Escape");

  const [digits, letters] = plate.split(" ") as [string, string];
  await search(`${digits.slice(0, 2)}-${digits.slice(2)} ${letters.toLowerCase()}`);
  await expect(hit).toContainText(plate);
  await desk.keyboard.press("Enter");
  await expect(desk).toHaveURL(new RegExp(`/app/vehicles/${vehicle.id}$`));

  await search(String(order.number));
  await expect(hit).toContainText(String(order.number));
  await desk.keyboard.press("Enter");
  await expect(desk).toHaveURL(new RegExp(`/app/work/${order.id}$`));
});
