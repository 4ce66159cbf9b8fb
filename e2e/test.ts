import AxeBuilder from "@axe-core/playwright";
import { demoPassword } from "@mechanicbuddy/standalone/demo/people";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Journeys start at the demo workshop; `E2E_SITE` is set by the global set-up. */
export const test = base.extend<{ site: string }>({
  site: [process.env.E2E_SITE ?? "", { option: true }],
  baseURL: async ({ site }, use) => use(site),
});

/** Signs a demo person in, as a person would. */
export async function signIn(page: Page, username: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Name or e-mail").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(demoPassword);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/app/);
}

/** What axe finds wrong on the page as it is now; no rule is off. */
export async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
