import { randomInt } from "node:crypto";
import { mailTo } from "../mails.ts";
import { expect, signIn, test } from "../test.ts";

test("a new colleague gets a link by mail that works once, chooses a password nobody knew, and signs in", async ({
  page,
  browser,
  site,
}) => {
  await signIn(page, "anna");
  const username = `nele${randomInt(100_000, 1_000_000)}`;
  const email = `${username}@example.com`;
  await page.goto("/app/settings/people");
  await page.getByRole("link", { name: "Add somebody" }).click();
  const invite = page.locator("form", { has: page.getByRole("button", { name: "Invite" }) });
  const fill = async (name: string) => {
    await invite.getByLabel("First name").fill("Nele");
    await invite.getByLabel("Last name").fill("Uus");
    await invite.getByLabel("User name").fill(name);
    await invite.getByLabel("E-mail").fill(email);
    await invite.getByLabel("Role").selectOption("Service advisor");
    await invite.getByRole("button", { name: "Invite" }).click();
  };
  await fill("liis");
  await expect(invite.getByText("This user name is taken.").first()).toBeVisible();
  await expect(invite.getByLabel("E-mail")).toHaveValue(email);
  await fill(username);
  await expect(page.getByText("Invitation sent.")).toBeVisible();
  await expect(page.getByText("invited, no password yet")).toBeVisible();

  const mail = await mailTo(email, /./);
  const link = /https?:\/\/\S+\/set-password\/\S+/.exec(mail.text)?.[0] ?? "";
  const hers = await (await browser.newContext({ baseURL: site })).newPage();
  await hers.goto(new URL(link).pathname);
  const password = "three random words";
  await hers.getByLabel("New password", { exact: true }).fill(password);
  await hers.getByRole("button", { name: "Set the password" }).click();
  await hers.waitForURL(/\/app/);
  await expect(hers.getByText("Nele Uus").first()).toBeVisible();
  await hers.goto(new URL(link).pathname);
  await expect(hers.getByText("This link was used or has expired").first()).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("disabled", { exact: true })).toBeVisible();
  await hers.goto("/app/work");
  await expect(hers).toHaveURL(/\/login/);
  await hers.context().close();
});
