import { randomUUID } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { mailTo } from "./mails.ts";
import { anAddress, expect } from "./test.ts";

/** Where the platform's portal runs; set by the global set-up. */
export const portal = process.env.E2E_PORTAL ?? "";
export const password = "three random words";

/** A page of the operator's desk, signed in as an owner of the platform. */
export async function deskPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: portal, reducedMotion: "reduce" });
  await context.addCookies([{ name: "portal_staff", value: process.env.E2E_OPERATOR ?? "", url: portal }]);
  return context.newPage();
}

/** A visitor from an address of their own: public forms count tries for each. */
export async function visitorPage(browser: Browser, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: portal,
    reducedMotion: "reduce",
    extraHTTPHeaders: { "x-forwarded-for": anAddress() },
    ...options,
  });
  return context.newPage();
}

/** The link of the newest mail to somebody. */
export async function linkOf(email: string, subject: RegExp): Promise<string> {
  const { text } = await mailTo(email, subject);
  const link = /https?:\/\/\S+[?&]token=\S+/.exec(text)?.[0];
  if (link === undefined) throw new Error(`No link in “${text}”`);
  return link;
}

/** Fills in the signup of a new workshop, confirms its mail, and brings its address. */
export async function signUp(page: Page): Promise<{ email: string; id: string }> {
  const name = randomUUID().slice(0, 8);
  const email = `pat-${name}@example.com`;
  await page.goto("/signup");
  await page.getByLabel("Your name").fill("Pat Example");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Name of the workshop").fill(`Garage ${name}`);
  await page.getByLabel("Its address").fill(`garage-${name}`);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("checkbox").check();
  // Forms filled in faster than a person can are a program's: this one stood open for a while.
  await page.locator("[name=openedAt]").evaluate((field) => field.setAttribute("value", "1"));
  await page.getByRole("button", { name: "Open the workshop" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
  await page.goto(await linkOf(email, /Confirm your address/));
  await page.getByRole("button", { name: "Prepare my workshop" }).click();
  await page.waitForURL(/\/signup\/progress/);
  return { email, id: `garage-${name}` };
}
