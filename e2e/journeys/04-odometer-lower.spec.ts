import { addReading } from "@mechanicbuddy/contract/vehicles";
import { api, knownCar } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("a reading below the last one is asked about; as an earlier typo it is kept, and both are shown", async ({
  desk,
}) => {
  const car = await knownCar();
  await api(addReading, { params: { id: car.vehicleId }, body: { value: 187_000 } });

  await open(desk, `/app/vehicles/${car.vehicleId}`);
  await desk.getByLabel("Reading, km").fill("87000");
  await desk.getByRole("button", { name: "Note a reading" }).click();
  await expect(desk.getByRole("alert")).toContainText("187,000");
  await expect(desk.getByLabel("Reading, km")).toHaveValue("87000");

  await desk.getByLabel("Why is it odd?").selectOption("Earlier typo");
  await desk.getByRole("button", { name: "Note a reading" }).click();
  await expect(desk.getByText("87,000 km", { exact: true }).first()).toBeVisible();
  await expect(desk.getByRole("cell", { name: "187,000", exact: true })).toBeVisible();
  await expect(desk.getByRole("row").filter({ hasText: "Earlier typo" })).toBeVisible();
});
