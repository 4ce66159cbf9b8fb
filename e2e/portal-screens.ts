import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { unfold } from "./looks.ts";
import { deskPage, portal, signUp, visitorPage } from "./portal.ts";
import { deskPages, deskPagesOf, ownPages, visitorPages } from "./portal-pages.ts";
import { takeAll } from "./screens.ts";
import { expect } from "./test.ts";

/** Signs a workshop up and takes one picture of each page of the portal in every look: visitor, owner and operator. */
export async function takePortal(browser: Browser, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const owner = await visitorPage(browser);
  const desk = await deskPage(browser);
  const { id } = await signUp(owner);
  await expect(owner.getByRole("heading", { name: "is open" })).toBeVisible({ timeout: 60_000 });
  await takeAll(owner, `${folder}/own-progress`);
  await takeEach(await visitorPage(browser), visitorPages, `${folder}/visitor`);
  await takeEach(owner, ownPages(id), `${folder}/own`, id);
  await takeEach(desk, [...deskPages, ...deskPagesOf(id)], `${folder}/desk`, id);
  await desk.goto(`/operate/jobs?q=${id}`);
  await desk.locator("main a[href^='/operate/jobs/0']").first().click();
  await takeAll(desk, `${folder}/desk-job`);
  return visitorPages.length + ownPages(id).length + deskPages.length + deskPagesOf(id).length + 2;
}

/** Pictures carry no name of a workshop, so that the next run replaces them. */
async function takeEach(page: Page, paths: readonly string[], prefix: string, id?: string): Promise<void> {
  for (const path of paths) {
    await page.goto(new URL(path, portal).href);
    await page.evaluate("document.fonts.ready");
    await unfold(page);
    await takeAll(
      page,
      `${prefix}${(id === undefined ? path : path.replace(id, "one")).replaceAll(/[^a-z]+/g, "-").replaceAll(/-$/g, "")}`,
    );
  }
}
