import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { painted, signIn } from "./test.ts";

const looks = [
  { name: "day-wide", colorScheme: "light", width: 1280, height: 800 },
  { name: "night-wide", colorScheme: "dark", width: 1280, height: 800 },
  { name: "day-phone", colorScheme: "light", width: 390, height: 844 },
  { name: "night-phone", colorScheme: "dark", width: 390, height: 844 },
] as const;

/** Follows the links of the back office and takes one picture of each kind of page, by day and night, wide and on a phone. */
export async function takeScreens(browser: Browser, site: string, person: string, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const page = await browser.newPage({ baseURL: site, locale: "en-GB", reducedMotion: "reduce" });
  await signIn(page, person);
  const seen = new Map<string, string>();
  const waiting = ["/app"];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    if (seen.has(kind)) continue;
    seen.set(kind, path);
    // A link to a file is no page: the browser saves it.
    const opened = await page.goto(path).catch(() => null);
    if (opened === null || !opened.ok()) continue;
    await page.evaluate("document.fonts.ready");
    await takeAll(page, `${folder}/${kind.replaceAll(/[^a-z]+/g, "-").replaceAll(/^-|-$/g, "")}`);
    waiting.push(...(await linksOf(page)).filter((link) => !seen.has(kindOf(link))));
  }
  await page.close();
  return [...seen.values()];
}

/** One page of each kind is enough: ids and filters make no other kind. */
function kindOf(path: string): string {
  return (path.split("?")[0] ?? path).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "one");
}

async function linksOf(page: Page): Promise<string[]> {
  const hrefs = await page
    .locator("a[href^='/app']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  return hrefs.filter(
    (href): href is string => href !== null && !/\.(pdf|csv|zip)|\/pdf|\/files\/|\/look|\/session/.test(href),
  );
}

/** One page in every look, as `<file>-<look>.png`. */
export async function takeAll(page: Page, file: string): Promise<void> {
  for (const { name, colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    await painted(page);
    await page.screenshot({ path: `${file}-${name}.png`, fullPage: true });
  }
}
