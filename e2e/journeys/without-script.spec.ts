import { demoPassword } from "@mechanicbuddy/standalone/demo/people";
import type { Browser, Page } from "@playwright/test";
import { askedByMail, knownCar, openOrder } from "../backstage.ts";
import { anAddress, expect, signIn, test } from "../test.ts";

/** A browser that runs no script. */
async function plainPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    extraHTTPHeaders: { "x-forwarded-for": anAddress() },
  });
  return context.newPage();
}

test("without script one signs in, takes a car in and sees its order", async ({ browser }) => {
  const car = await knownCar();
  const page = await plainPage(browser);
  await page.goto("/app/work/new");
  await page.getByLabel("Name or e-mail").fill("liis");
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();

  await page.getByLabel("Plate, VIN, phone or name").fill(car.plate);
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByText(car.owner)).toBeVisible();
  await page.getByLabel("Concern").fill("rattles when cold");
  await page.getByLabel("Odometer").fill("93100");
  await page.getByRole("button", { name: "Open order" }).click();

  await expect(page).toHaveURL(/\/app\/work\/[0-9a-f-]{36}$/);
  await expect(page.getByText("“rattles when cold”")).toBeVisible();
  await page.context().close();
});

test("without script lists are read, searched and paged", async ({ browser }) => {
  const car = await knownCar();
  await openOrder(car, "Oil service");
  const page = await plainPage(browser);
  await signIn(page, "liis");
  for (const path of ["/app/work", "/app/customers", "/app/vehicles"]) {
    await page.goto(path);
    await page.getByRole("main").getByRole("searchbox").first().fill(car.plate);
    await page.getByRole("main").getByRole("searchbox").first().press("Enter");
    await expect(page.getByRole("main").getByText(car.plate).first()).toBeVisible();
  }
  await page.context().close();
});

test("without script a customer answers an estimate", async ({ browser }) => {
  const car = await knownCar();
  const order = await openOrder(car, "Oil service", "Front brakes");
  const page = await plainPage(browser);
  await page.goto(await askedByMail(order, car));
  await page
    .getByRole("group", { name: /Oil service/ })
    .getByText("Yes")
    .click();
  await page
    .getByRole("group", { name: /Front brakes/ })
    .getByText("Not now")
    .click();
  await page.getByLabel("Your name").fill(car.owner);
  await page.getByRole("button", { name: "Send my answer" }).click();
  await expect(page.getByText("Thank you, your answer has arrived")).toBeVisible();
  await page.context().close();
});
