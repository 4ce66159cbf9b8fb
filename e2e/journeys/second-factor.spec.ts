import { demoPassword } from "@mechanicbuddy/standalone/demo/people";
import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect, open, signIn, test } from "../test.ts";

const codeOf = (secret: string, later = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(" ", "")) }).generate({ timestamp: Date.now() + later });

async function givePassword(page: Page, name: string) {
  await page.goto("/login");
  await page.getByLabel("Name or e-mail").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("somebody sets up an authenticator app, and from then on a password alone opens nothing", async ({
  page,
  browser,
  site,
}) => {
  await signIn(page, "toomas");
  await open(page, "/app/profile");
  await page.getByRole("button", { name: "Set up an authenticator app" }).click();
  await expect(page.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  const secret = await page.getByTestId("secret").innerText();
  await page.getByLabel("Code of the app").fill("12");
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("This code does not fit.").first()).toBeVisible();
  const first = codeOf(secret);
  await page.getByLabel("Code of the app").fill(first);
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("they are not shown again")).toBeVisible();
  const recovery = await page.locator("li code").first().innerText();
  expect(recovery).toMatch(/^\w{5}(-\w{5}){3}$/);

  const other = await browser.newContext({ baseURL: site, javaScriptEnabled: false });
  const door = await other.newPage();
  await givePassword(door, "toomas");
  await door.getByLabel("Code", { exact: true }).fill(first);
  await door.getByRole("button", { name: "Sign in" }).click();
  await expect(door.getByText("That code was already used; wait for the next one.").first()).toBeVisible();
  await door.getByLabel("Code", { exact: true }).fill(recovery);
  await door.getByRole("button", { name: "Sign in" }).click();
  await door.waitForURL(/\/app/);
  await other.close();

  await page.getByRole("button", { name: "Turn it off" }).click();
  await expect(page.getByText("The second factor is off.")).toBeVisible();
});
