import type { Page } from "@playwright/test";
import { expect, findings } from "./test.ts";

/** What depends on the width is the same by day and by night, except contrast: it is looked at by night on both screens. */
const looks = [
  { colorScheme: "light", width: 1280, rules: undefined },
  { colorScheme: "dark", width: 1280, rules: ["color-contrast"] },
  { colorScheme: "dark", width: 390, rules: undefined },
] as const;

/** Everything axe finds on a page as `prepare` leaves it, and whether it is wider than a phone. */
export async function findingsInEveryLook(
  page: Page,
  path: string,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<string[]> {
  const found: string[] = [];
  for (const [n, { colorScheme, width, rules }] of looks.entries()) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    if (n === 0) {
      await page.goto(path);
      await expect(page.locator("h1").first()).toBeAttached();
      await prepare(page);
    }
    found.push(...(await findings(page, rules)).map((finding) => `${path} ${colorScheme} ${width}: ${finding}`));
  }
  if (await page.evaluate("document.documentElement.scrollWidth > innerWidth"))
    found.push(`${path}: wider than a phone`);
  return found;
}

/** Opens what is folded away on the page's own part. */
export async function unfold(page: Page): Promise<void> {
  await page.locator("main details").evaluateAll((folded) => {
    for (const one of folded) one.setAttribute("open", "");
  });
}
