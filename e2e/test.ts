import { randomInt } from "node:crypto";
import { demoPassword } from "@mechanicbuddy/standalone/demo/people";
import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import axe, { type AxeResults } from "axe-core";

export { expect };

interface Fixtures {
  site: string;
  /** The counter's screen: Liis, the advisor, is signed in. */
  desk: Page;
  /** The owner's screen: Anna is signed in. */
  office: Page;
  /** A customer's phone, 390 px wide, on an address of its own. */
  phone: Page;
}
interface WorkerFixtures {
  signedIn: Awaited<ReturnType<BrowserContext["storageState"]>>;
  ownerIn: Awaited<ReturnType<BrowserContext["storageState"]>>;
}

/** Journeys start at the demo workshop; `E2E_SITE` is set by the global set-up. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  site: [process.env.E2E_SITE ?? "", { option: true }],
  baseURL: async ({ site }, use) => use(site),
  signedIn: [async ({ browser }, use) => use(await sessionOf(browser, "liis")), { scope: "worker" }],
  ownerIn: [async ({ browser }, use) => use(await sessionOf(browser, "anna")), { scope: "worker" }],
  desk: async ({ browser, signedIn }, use) => {
    const context = await browser.newContext({ storageState: signedIn });
    await use(await context.newPage());
    await context.close();
  },
  office: async ({ browser, ownerIn }, use) => {
    const context = await browser.newContext({ storageState: ownerIn });
    await use(await context.newPage());
    await context.close();
  },
  phone: async ({ browser }, use) => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      extraHTTPHeaders: { "x-forwarded-for": anAddress() },
    });
    await use(await context.newPage());
    await context.close();
  },
});

/** What a browser holds once a demo person has signed in. */
async function sessionOf(browser: Browser, username: string) {
  const page = await browser.newPage({ baseURL: process.env.E2E_SITE });
  await signIn(page, username);
  const state = await page.context().storageState();
  await page.context().close();
  return state;
}

/** An address reserved for examples: public links count attempts for each address. */
export function anAddress(): string {
  return `198.51.${randomInt(100, 200)}.${randomInt(1, 255)}`;
}

/** Signs a demo person in, as a person would. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Name or e-mail").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/app/);
}

/** Opens a page and waits until its script listens: a person is never as quick as a test. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator("#svelte-announcer").waitFor({ state: "attached" });
}

/** Waits until a change of width or colours is on the screen. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

/** What axe finds wrong on the page as it is now, by all its rules or only those named. */
export async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Once a page: its half megabyte is most of what a look costs.
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(axe.source);
  await painted(page);
  const only = rules === undefined ? {} : { runOnly: { type: "rule", values: rules } };
  // Style sheets would be fetched and parsed anew for each look, for a rule that is not among those asked.
  const preload = { assets: ["media"] };
  const options = JSON.stringify({ ...only, preload, resultTypes: ["violations"], iframes: false });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
