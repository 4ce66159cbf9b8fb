import { mateAdministrator } from "@mechanicbuddy/standalone/mate";
import type { BrowserContext } from "@playwright/test";
import { agedProofs, codeOf, inTheWay, signInAs, mateSite as site } from "../mate.ts";
import { anAddress, expect, findings, test } from "../test.ts";

// A code of the app is taken once: the administrator signs in once, for all of these.
test.describe.configure({ mode: "serial" });
test.use({ site });

let administrator: BrowserContext;
test.beforeAll(async ({ browser }) => {
  administrator = await browser.newContext({ baseURL: site, extraHTTPHeaders: { "x-forwarded-for": anAddress() } });
  await signInAs(await administrator.newPage(), "administrator");
});
test.afterAll(() => administrator.close());

test("an administrator finds an account, gives it a plan, and everybody else finds no administration", async ({
  page: other,
}) => {
  await signInAs(other, "demo");
  expect((await other.goto("/admin"))?.status()).toBe(404);
  const page = await administrator.newPage();
  await page.goto("/dashboard");
  await page.getByRole("link", { name: "Administration" }).click();
  await page.getByRole("link", { name: "Accounts" }).click();
  await page.getByLabel("Part of address or name").fill("demo@");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: "demo@mechanics-mate.example" }).click();
  const grants = page.locator("section", { has: page.getByRole("heading", { name: "Plans that were given" }) });
  await grants.getByLabel("Reason").fill("short");
  await grants.getByRole("button", { name: "Give it" }).click();
  await expect(grants.getByLabel("Reason")).toHaveAttribute("aria-invalid", "true");
  await grants.getByLabel("Reason").fill("For showing it to people");
  await grants.getByRole("button", { name: "Give it" }).click();
  await expect(page.getByText("The plan was given.")).toBeVisible();
});

test("ten minutes after the password something grave asks for it again, with a code, and then goes on", async () => {
  const page = await administrator.newPage();
  await page.goto("/admin/users?q=demo@");
  await page.getByRole("link", { name: "demo@mechanics-mate.example" }).click();
  await agedProofs();
  const grants = page.locator("section", { has: page.getByRole("heading", { name: "Plans that were given" }) });
  await grants.getByLabel("Reason").fill("For showing it once more");
  await grants.getByRole("button", { name: "Give it" }).click();
  const proof = page.locator("section", { has: page.getByRole("heading", { name: "Enter your password again" }) });
  await proof.getByLabel("Your password").fill("not the password");
  await proof.getByLabel("Code of your app").fill(codeOf(mateAdministrator.secret, true));
  await proof.getByRole("button", { name: "Go on" }).click();
  await expect(proof.getByLabel("Your password")).toHaveAttribute("aria-invalid", "true");
  await proof.getByLabel("Your password").fill(mateAdministrator.password);
  await proof.getByLabel("Code of your app").fill(codeOf(mateAdministrator.secret, true));
  await proof.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("For ten minutes grave things are open")).toBeVisible();
  await grants.getByLabel("Reason").fill("For showing it once more");
  await grants.getByRole("button", { name: "Give it" }).click();
  await expect(page.getByText("The plan was given.")).toBeVisible();
});

test("an entry of the log is found by its kind and shows what happened", async () => {
  const page = await administrator.newPage();
  await page.goto("/admin/logs");
  await page.getByLabel("Type").selectOption("login");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/type=login/);
  const first = page.getByRole("main").getByRole("table").getByRole("link").first();
  // Rows are written some seconds after what they tell.
  await expect(async () => {
    await page.reload();
    await expect(first).toBeVisible({ timeout: 500 });
  }).toPass();
  await first.click();
  await expect(page.getByRole("link", { name: "The log" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("login");
  expect(await findings(page)).toEqual([]);
});

test("nothing is in the way on the pages of the administration", async () => {
  test.setTimeout(120_000);
  const page = await administrator.newPage();
  const paths = ["/admin", "/admin/users", "/admin/webhooks", "/admin/usage", "/admin/logs"];
  expect(await inTheWay(page, paths)).toEqual([]);
});
