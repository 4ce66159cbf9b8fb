import { expect, open, signIn, test } from "../test.ts";

test("who changed the price: before and after, who and when, and the log is intact", async ({
  page,
  browser,
  site,
}) => {
  await signIn(page, "mart");
  await open(page, "/app/parts");
  await page.locator("tbody a").first().click();
  await page.waitForURL(/\/app\/parts\/[0-9a-f-]{36}/);
  const part = page.url();
  const price = page.getByLabel(/^Price with(out)? VAT/).first();
  await price.fill("123.45");
  await page.getByRole("button", { name: /^Save/ }).first().click();
  await expect(page.getByText("123.45").first()).toBeVisible();

  const anna = await browser.newContext({ baseURL: site });
  const owner = await anna.newPage();
  await signIn(owner, "anna");
  await owner.goto(part);
  await owner.getByRole("link", { name: "History" }).click();
  const newest = owner.getByRole("row").nth(1);
  await expect(newest).toContainText("123.45");
  await expect(newest).toContainText("Mart");
  await owner.goto("/app/settings/audit");
  await owner.getByRole("link", { name: "Check the log" }).click();
  await expect(owner.getByText("Intact: every entry is as it was written.")).toBeVisible();
  await anna.close();
});
