import { readFile } from "node:fs/promises";
import { knownCar, openOrder } from "../backstage.ts";
import { expect, test } from "../test.ts";

test("a list narrows while one types, keeps the focus and its address, and says nothing to the browser's console", async ({
  desk,
}) => {
  const faults: string[] = [];
  desk.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  desk.on("pageerror", (error) => faults.push(error.message));
  const car = await knownCar();
  await openOrder(car, "Oil service");
  await desk.goto("/app/work");
  const filter = desk.getByRole("main").getByRole("searchbox");

  await desk.keyboard.press("/");
  await expect(filter).toBeFocused();
  await desk.keyboard.type(car.plate, { delay: 30 });
  await expect(desk).toHaveURL(/q=/);
  await expect(desk.getByRole("main").getByRole("row")).toHaveCount(2);
  await expect(filter).toBeFocused();
  await expect(filter).toHaveValue(car.plate);

  await filter.blur();
  await desk.keyboard.press("j");
  await desk.keyboard.press("Enter");
  await expect(desk).toHaveURL(/\/app\/work\/[0-9a-f-]{36}$/);
  expect(faults).toEqual([]);
});

test("keys lead on from a list as from every page", async ({ desk }) => {
  await desk.goto("/app/customers");
  await desk.keyboard.press("g");
  await desk.keyboard.press("v");
  await expect(desk).toHaveURL(/\/app\/vehicles$/);
  await desk.keyboard.press("n");
  await expect(desk).toHaveURL(/\/app\/work\/new$/);
});

test("a list is taken along as a table, narrowed as it is on the screen", async ({ desk: page }) => {
  await page.goto("/app/customers?kind=company");
  const shown = await page.getByRole("main").getByRole("row").count();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download as CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("customers.csv");
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\n");
  expect(lines[0]).toContain("Name");
  expect(lines).toHaveLength(shown);
});
