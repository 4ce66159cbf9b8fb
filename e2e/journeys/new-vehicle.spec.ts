import { newPlate } from "../backstage.ts";
import { expect, findings, open, test } from "../test.ts";

test("a VIN fills empty fields while one types, says so, and is taken back with one button; models follow the make", async ({
  desk,
}) => {
  await open(desk, "/app/vehicles/new");
  await desk.getByLabel("Plate", { exact: true }).fill(newPlate());
  await desk.getByLabel("VIN or chassis number").fill("1HGCM82633A004352");
  await expect(desk.getByLabel("Make", { exact: true })).toHaveValue("Honda");
  await expect(desk.getByLabel("Year", { exact: true })).toHaveValue("2003");
  await desk.getByLabel("Model", { exact: true }).fill("Accord, grey");
  await desk.getByRole("button", { name: "Undo" }).click();
  await expect(desk.getByLabel("Make", { exact: true })).toHaveValue("");
  await expect(desk.getByLabel("Year", { exact: true })).toHaveValue("");
  await expect(desk.getByLabel("Model", { exact: true })).toHaveValue("Accord, grey");

  await desk.getByLabel("Make", { exact: true }).fill("VW");
  await desk.getByLabel("Model", { exact: true }).focus();
  await expect(desk.locator("datalist option[value='Golf']")).toHaveCount(1);
  expect(await findings(desk)).toEqual([]);
});
