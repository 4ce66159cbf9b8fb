import { newAccount, mateSite as site } from "../mate.ts";
import { anAddress, expect, findings, test } from "../test.ts";

test.use({ site });
test.beforeEach(({ page }) => page.setExtraHTTPHeaders({ "x-forwarded-for": anAddress() }));

test("from signing up to an answer with its sources: a code is asked, the warning stands first, the question is found again", async ({
  page,
}) => {
  await newAccount(page);
  await page.getByLabel("Make").fill("Volkswagen");
  await page.getByLabel("Model").fill("Golf");
  await page.getByRole("button", { name: "Add the vehicle" }).click();
  await page.getByRole("link", { name: "Ask about it" }).click();
  await page.getByLabel("What do you want to know?").fill("What does P0420 mean?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const answer = page.getByRole("article", { name: "Answer" });
  await expect(answer.getByText("Did it help?")).toBeVisible();
  await expect(answer.getByText(/^Warning:/).first()).toBeVisible();
  await expect(answer).toContainText("catalyst");
  await expect(page).toHaveURL(/\/chat\/[0-9a-f-]{36}$/);
  await answer.getByText(/sources?$/).click();
  await expect(answer.getByText("Trouble code P0420")).toBeVisible();
  await expect(answer.locator("blockquote").first()).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await answer.getByRole("button", { name: "Ask again" }).click();
  await expect(answer).toHaveCount(2);
  await expect(answer.last().getByText("Did it help?")).toBeVisible();
  await page.getByRole("link", { name: "Conversations" }).click();
  await expect(page.getByRole("link", { name: /What does P0420 mean\?.*Volkswagen Golf/ })).toBeVisible();
});

test("without script the same question is answered, and what no source holds is said not to be known", async ({
  browser,
  page,
}) => {
  await newAccount(page);
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: site,
  });
  const plain = await context.newPage();
  await plain.goto("/chat");
  await plain.getByLabel("What do you want to know?").fill("What is the torque of the wheel bolts?");
  await plain.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(plain.getByRole("heading", { name: "Not known" })).toBeVisible();
  await expect(plain.getByText(/\d+ Nm/)).toHaveCount(0);
  await plain.getByText("This conversation").click();
  await plain.getByLabel("Title").fill("Wheel bolts");
  await plain.getByRole("button", { name: "Rename" }).click();
  await expect(plain.getByRole("heading", { name: "Wheel bolts" })).toBeVisible();
  await context.close();
});

test("a page of one's own makes a figure known, quoted with its page", async ({ page }) => {
  await newAccount(page);
  await page.goto(`${site}/billing`);
  await page.getByRole("button", { name: "Begin the trial" }).click();
  await expect(page.getByText("The trial has begun.")).toBeVisible();
  await page.goto(`${site}/documents`);
  await page.getByLabel("File").setInputFiles({
    name: "handbook.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Wheels\n\nWheel bolts: tighten crosswise to 108 Nm, then check after 50 km."),
  });
  await page.getByRole("button", { name: "Upload and read" }).click();
  await expect(page.getByText(/handbook.txt was read/)).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.goto(`${site}/chat`);
  await page.getByLabel("What do you want to know?").fill("What is the torque of the wheel bolts?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText("108 Nm").first()).toBeVisible();
});

test("a link of a mail that was used, or never was, says so and offers another", async ({ page }) => {
  await page.goto(`${site}/verify-email.html?token=test_token`);
  await expect(page.getByRole("heading", { name: "Verification Failed" })).toBeVisible();
  await page.getByLabel("E-mail").fill("nobody@example.com");
  await page.getByRole("button", { name: "Send me a new link" }).click();
  await expect(page.getByText("a new link is on its way")).toBeVisible();
});

for (const [name, path] of Object.entries({
  "sign-in": "/signin",
  "sign-up": "/signup",
  "forgotten password": "/forgot",
  "a page that is not there": "/nowhere",
})) {
  test(`nothing is in a visitor's way at the mechanic's: ${name}`, async ({ page }) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(site + path);
      expect(await findings(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });
}
