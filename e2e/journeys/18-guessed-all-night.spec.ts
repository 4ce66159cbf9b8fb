import { demoPassword } from "@mechanicbuddy/standalone/demo/people";
import type { Page } from "@playwright/test";
import { anAddress, expect, signIn, test } from "../test.ts";

async function guess(page: Page, password: string) {
  await page.goto("/login");
  await page.getByLabel("Name or e-mail").fill("anna");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("someone guesses passwords: they are delayed, the owner's known browser is not, and the log shows it", async ({
  page,
  browser,
  site,
}) => {
  await signIn(page, "anna");
  const thief = await browser.newContext({ baseURL: site, extraHTTPHeaders: { "x-forwarded-for": anAddress() } });
  const door = await thief.newPage();
  for (let n = 0; n < 5; n++) {
    await guess(door, `a guess of the night ${n}`);
    await expect(door.getByText("Name or password is wrong.")).toBeVisible();
  }
  await guess(door, demoPassword);
  await expect(door.getByText(/Too many attempts\. Try again in \d+ seconds or reset the password\./)).toBeVisible();
  await thief.close();

  await page.getByRole("button", { name: /Anna/ }).first().click();
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await page.waitForURL(/login/);
  await guess(page, demoPassword);
  await page.waitForURL(/\/app/);
  await page.goto("/app/settings/audit");
  await expect(page.getByText("Sign-in refused").first()).toBeVisible();
});
