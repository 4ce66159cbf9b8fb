import { demoPassword } from "@mechanicbuddy/standalone/demo/people";
import type { Page } from "@playwright/test";
import { anAddress, expect, signIn, test } from "../test.ts";

// At the neighbour's: whoever signs in as Anna at the demo meanwhile is not delayed.
test.use({ site: process.env.E2E_SITE?.replace("//", "//brightside.") ?? "" });

async function guess(page: Page, password: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Name or e-mail").fill("anna");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("somebody guesses passwords: they are delayed, the owner's known browser is not, and the log shows it", async ({
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
  await expect(door.getByText(/Too many attempts\. Try again in \d+ seconds/)).toBeVisible();
  await thief.close();

  const names = (await page.context().cookies()).map(({ name }) => name).filter((name) => name.includes("session"));
  for (const name of names) await page.context().clearCookies({ name });
  await guess(page, demoPassword);
  await page.waitForURL(/\/app/);
  await page.goto("/app/settings/audit");
  await expect(page.getByText("Sign-in refused").first()).toBeVisible();
});
