import { knownCar, openOrder } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("Ctrl K finds a car by its plate, and Enter opens it", async ({ desk }) => {
  const car = await knownCar();
  await open(desk, "/app/board");
  await desk.keyboard.press("Control+k");
  await desk.getByRole("combobox", { name: "Search and commands" }).fill(car.plate.toLowerCase().replace(" ", ""));
  await desk.keyboard.press("Enter");
  await expect(desk).toHaveURL(new RegExp(`/app/vehicles/${car.vehicleId}$`));
});

test("the palette offers places, new things and an order for what was typed", async ({ desk }) => {
  await open(desk, "/app/board");
  await desk.getByRole("searchbox", { name: "Search or type a command" }).click();
  const field = desk.getByRole("combobox", { name: "Search and commands" });
  await field.fill("nobody here");
  await expect(desk.getByRole("option").last()).toHaveText(/New order for “nobody here”/);
  await field.fill(">custo");
  await expect(desk.getByRole("option").first()).toHaveText("Customers");
  await desk.keyboard.press("Enter");
  await expect(desk).toHaveURL(/\/app\/customers$/);
});

test("lists have the palette too", async ({ desk }) => {
  await desk.goto("/app/work");
  await desk.waitForLoadState("networkidle");
  await desk.keyboard.press("Control+k");
  await desk.getByRole("combobox", { name: "Search and commands" }).fill("New: cust");
  await expect(desk.getByRole("option").first()).toHaveText("New: Customer");
  await desk.keyboard.press("Escape");
  await desk.keyboard.press("Control+k");
  await expect(desk.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
});

test("without script the box is a form, and nothing found offers to begin with the words", async ({
  browser,
  signedIn,
}) => {
  const car = await knownCar();
  await openOrder(car, "Oil service");
  const context = await browser.newContext({ storageState: signedIn, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/app");
  await page.getByRole("searchbox", { name: "Search or type a command" }).fill(car.owner);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Customers" }).getByRole("link")).toHaveText(new RegExp(car.owner));
  await expect(page.getByRole("region", { name: "Work" }).getByRole("link")).toHaveCount(1);

  await page.getByLabel("Plate, name, phone or number").fill("Olga Nowhereton");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.getByRole("link", { name: "New customer “Olga Nowhereton”" }).click();
  await expect(page.getByLabel("First name")).toHaveValue("Olga");
  await expect(page.getByLabel("Last name")).toHaveValue("Nowhereton");
  await context.close();
});
