import { randomUUID } from "node:crypto";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { mateAccount, mateAdministrator } from "@mechanicbuddy/standalone/mate";
import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { mailTo } from "./mails.ts";
import { expect, findings } from "./test.ts";

/** Where Mechanics Mate runs; set by the global set-up. */
export const mateSite = process.env.E2E_MATE ?? "";
export const password = "three random words";

/** Makes an account and confirms its address by the link in the mail. Brings the address. */
export async function newAccount(page: Page): Promise<string> {
  const email = `jo-${randomUUID()}@example.com`;
  await page.goto(`${mateSite}/signup`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
  const { text } = await mailTo(email, /./);
  await page.goto(/https?:\/\/\S+verify-email\.html\?token=\S+/.exec(text)?.[0] ?? "");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  return email;
}

/** Signs the demo account in, or the administrator with a code of the app. */
export async function signInAs(page: Page, who: "demo" | "administrator"): Promise<void> {
  const { email, password } = who === "demo" ? mateAccount : mateAdministrator;
  await page.goto(`${mateSite}/signin`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  if (who === "administrator") await page.getByLabel("Second factor").fill(codeOf(mateAdministrator.secret));
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/dashboard/);
}

/** What an authenticator app shows now, or shows next: a code is taken once. */
export const codeOf = (secret: string, isNext = false) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + (isNext ? 30_000 : 0) });

/** Lets an hour pass since anybody at the mechanic's gave a password. */
export async function agedProofs(): Promise<void> {
  const owner = JSON.parse(process.env.E2E_MATE_DATABASE ?? "");
  await withClient(owner, (client) =>
    client.query("update mate.sessions set proven_at = proven_at - interval '1 hour'"),
  );
}

/** What is not there, or in somebody's way, on pages of the site: by day, by night and on a phone. */
export async function inTheWay(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await page.setViewportSize({ width: 1280, height: 844 });
    await page.emulateMedia({ colorScheme: "light" });
    const status = (await page.goto(path))?.status();
    if (status !== 200) found.push(`${path}: ${status}`);
    found.push(...(await findings(page)).map((finding) => `${path}: ${finding}`));
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...(await findings(page, ["color-contrast"])).map((finding) => `${path} dark: ${finding}`));
    await page.setViewportSize({ width: 390, height: 844 });
    if (await page.evaluate("document.documentElement.scrollWidth > innerWidth")) found.push(`${path}: too wide`);
  }
  return found;
}
