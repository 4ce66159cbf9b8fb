import type { Browser, Page } from "@playwright/test";
import { mailTo } from "../mails.ts";
import { codeOf, inTheWay, newAccount, password, signInAs, mateSite as site } from "../mate.ts";
import { anAddress, expect, test } from "../test.ts";

test.use({ site });
test.beforeEach(({ page }) => page.setExtraHTTPHeaders({ "x-forwarded-for": anAddress() }));

/** A browser that runs no script. */
async function plainPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: site });
  return context.newPage();
}

test("without account and script a code leads to its card, and its tree step by step to a conclusion", async ({
  browser,
}) => {
  const page = await plainPage(browser);
  await page.goto("/");
  await page.getByRole("link", { name: "Look up a code without one" }).click();
  await page.getByLabel("Code or words").fill("catalyst efficiency");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("link", { name: /^P0420/ }).click();
  await expect(page.getByText("Warning: Exhaust gas and hot exhaust")).toBeVisible();
  await page.getByRole("link", { name: /Test it step by step/ }).click();
  const step = page.getByRole("region", { name: /^(Step \d+|Conclusion)$/ });
  for (let n = 1; n < 20; n += 1) {
    if (await page.getByRole("heading", { name: "Conclusion" }).isVisible()) break;
    await expect(page.getByRole("heading", { name: `Step ${n}`, exact: true })).toBeVisible();
    const reading = step.getByLabel(/^Reading in/);
    if (await reading.isVisible()) {
      await reading.fill("0");
      for (const limit of await step.getByLabel(/limit in/).all()) await limit.fill("0");
    }
    await step.getByRole("button").first().click();
  }
  await expect(page.getByRole("heading", { name: "What to do" })).toBeVisible();
  const steps = await page.getByRole("main").getByRole("listitem").count();
  await page.getByRole("link", { name: "Take the last answer back" }).click();
  await expect(page.getByRole("heading", { name: `Step ${steps}`, exact: true })).toBeVisible();
  await page.context().close();
});

test("a maker's own code is given no meaning, and what is no code is not found", async ({ page }) => {
  await page.goto("/codes/p1234");
  await expect(page).toHaveURL(/\/codes\/P1234$/);
  await expect(page.getByText("its meaning is the maker's and not known here")).toBeVisible();
  expect((await page.goto("/codes/hello"))?.status()).toBe(404);
});

test("a calculator names the field that is wrong and keeps what was typed", async ({ browser }) => {
  const page = await plainPage(browser);
  await page.goto("/tools/calculators/ohm");
  await page.getByLabel("Voltage (V)").fill("12,6");
  await page.getByLabel("Resistance (Ω)").fill("many");
  await page.getByRole("button", { name: "Calculate" }).click();
  await expect(page.getByText(/Give a number from 0.001/).first()).toBeVisible();
  await expect(page.getByLabel("Voltage (V)")).toHaveValue("12,6");
  await page.getByLabel("Resistance (Ω)").fill("6.3");
  await page.getByRole("button", { name: "Calculate" }).click();
  await expect(page.getByRole("status")).toContainText("2 A");
  await page.context().close();
});

test("a plan is chosen, paid at Stripe, and runs when the buyer comes back", async ({ page }) => {
  await newAccount(page);
  await page.goto("/billing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(page.getByText("Thank you: your plan runs.")).toBeVisible();
  await page.getByRole("link", { name: "To plan and payment" }).click();
  await expect(page.getByText("running")).toBeVisible();
  await expect(page.getByRole("button", { name: "Change, cancel or resume at Stripe" })).toBeVisible();
});

test("a second factor is set up, asked for at the next sign-in, and the account is closed for good", async ({
  page,
}) => {
  const email = await newAccount(page);
  await page.goto("/account");
  const factor = page.locator("section", { has: page.getByRole("heading", { name: "Second factor" }) });
  await factor.getByLabel("Your password").fill(password);
  await factor.getByRole("button", { name: "Set it up" }).click();
  await expect(page.getByRole("img", { name: /authenticator app/ })).toBeVisible();
  const secret = (await factor.locator("code").textContent()) ?? "";
  await factor.getByLabel("Code of the app").fill("000000");
  await factor.getByRole("button", { name: "Confirm" }).click();
  await expect(factor.getByText(/This code is not right/).first()).toBeVisible();
  await factor.getByLabel("Code of the app").fill(codeOf(secret));
  await factor.getByRole("button", { name: "Confirm" }).click();
  await expect(factor.getByText("Recovery codes")).toBeVisible();
  const recovery = (await factor.getByRole("listitem").first().textContent()) ?? "";
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();

  await page.goto("/signin?to=/account");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText(/Enter the code of your authenticator app/).first()).toBeVisible();
  await page.getByLabel("Password").fill(password);
  await page.getByLabel("Second factor").fill(recovery);
  await page.getByRole("button", { name: "Sign in" }).click();

  const closing = page.locator("section", { has: page.getByRole("heading", { name: "Close the account" }) });
  await closing.getByLabel("Your password").fill(password);
  await closing.getByRole("button", { name: "Close the account for good" }).click();
  await expect(closing.getByText("Tick the box").first()).toBeVisible();
  await closing.getByLabel("Your password").fill(password);
  await closing.getByRole("checkbox").check();
  await closing.getByRole("button", { name: "Close the account for good" }).click();
  await expect(page.getByRole("heading", { name: "Your account is closed" })).toBeVisible();
  await mailTo(email, /closed/);
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("without a connection what was looked at stays readable, the rest says that there is none, and signing out wipes it", async ({
  page,
  context,
}) => {
  await signInAs(page, "demo");
  await page.goto("/chat");
  await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
  await page.goto("/codes/P0420");
  await page.goto("/conversations");
  await context.setOffline(true);
  await page.goto("/codes/P0420");
  await expect(page.getByText("Warning: Exhaust gas and hot exhaust")).toBeVisible();
  await page.goto("/conversations");
  await expect(page.getByRole("heading", { name: "No connection" })).toBeVisible();
  await context.setOffline(false);
  await page.goto("/dashboard");
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  await context.setOffline(true);
  await page.goto("/codes/P0420");
  await expect(page.getByRole("heading", { name: "No connection" })).toBeVisible();
});

test("on a phone the site installs like an app, with icons of its own", async ({ page, request }) => {
  await page.goto("/");
  const address = (await page.locator("link[rel=manifest]").getAttribute("href")) ?? "";
  const manifest = await (await request.get(site + address)).json();
  expect(manifest).toMatchObject({ name: "Mechanics Mate", display: "standalone", start_url: "/chat" });
  expect(manifest.icons.map(({ purpose }: { purpose: string }) => purpose)).toContain("maskable");
  for (const { src } of manifest.icons)
    expect((await request.get(site + src)).headers()["content-type"]).toBe("image/png");
});

const pages = {
  visitor: [
    "/",
    "/pricing",
    "/codes",
    "/codes/P0420",
    "/codes/P1234",
    "/tools",
    "/tools/trees/no-crank",
    "/tools/calculators/unitConversion",
    "/quality",
    "/docs",
    "/privacy",
    "/terms",
    "/offline",
  ],
  demo: ["/dashboard", "/account", "/billing", "/vehicles", "/chat"],
};

for (const [who, paths] of Object.entries(pages)) {
  test(`nothing is in the way on the mechanic's pages: ${who}`, async ({ page }) => {
    test.setTimeout(120_000);
    if (who === "demo") await signInAs(page, "demo");
    expect(await inTheWay(page, paths)).toEqual([]);
  });
}
