import { randomUUID } from "node:crypto";
import { mateAccount, mateAdministrator } from "@mechanicbuddy/standalone/mate";
import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { mailTo } from "./mails.ts";
import { expect } from "./test.ts";

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

/** What an authenticator app shows now. */
export const codeOf = (secret: string) => new TOTP({ secret }).generate();
