import { randomInt } from "node:crypto";
import {
  createHandover,
  createSupportSession,
  endSupportSession,
  putTenant,
  suspendTenant,
} from "@mechanicbuddy/contract/internal";
import type { Entitlement } from "@mechanicbuddy/contract/plans";
import { entitled, testPlatform } from "@mechanicbuddy/platform/testing/platform";
import type { Browser, Page } from "@playwright/test";
import { asPlatform, instance } from "../platform.ts";
import { expect, test } from "../test.ts";

const email = "anna@acme.example";

async function signed(id: string, change: Partial<Entitlement> = {}): Promise<string> {
  return testPlatform.signEntitlement(entitled(id, "demo", change), { instance });
}

/** A workshop that somebody has just signed up for, as the platform makes it. */
async function newWorkshop(): Promise<{ id: string; site: string }> {
  const id = `acme-${randomInt(100_000, 1_000_000)}`;
  await asPlatform(putTenant, {
    params: { id },
    body: {
      companyName: "Acme Motors",
      ownerName: "Anna Saar",
      ownerEmail: email,
      locale: "en",
      country: "EE",
      sampleData: true,
      document: await signed(id),
    },
  });
  return { id, site: (process.env.E2E_SITE ?? "").replace("//", `//${id}.`) };
}

/** What the portal's "Open my workshop" leads to. */
async function wayIn(id: string): Promise<string> {
  const { url } = await asPlatform(createHandover, { params: { id }, body: { email } });
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

async function plainPage(browser: Browser, baseURL: string): Promise<Page> {
  return (await browser.newContext({ baseURL, javaScriptEnabled: false })).newPage();
}

test("a new owner comes from the portal, chooses a password, is in, and finds a code worth nothing twice; without script", async ({
  browser,
}) => {
  const { id, site } = await newWorkshop();
  const page = await plainPage(browser, site);
  const way = await wayIn(id);
  await page.goto(way);
  await expect(page).toHaveURL(/\/set-password\//);
  await page.getByLabel("New password", { exact: true }).fill("otter window velvet");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page).toHaveURL(/\/app/);
  await page.goto("/app/work");
  await expect(page.getByText("Mari Sample").first()).toBeVisible();

  const again = await page.goto(way);
  expect(again?.status()).toBe(410);
  await expect(page.getByText("Open the workshop from the portal again.", { exact: false })).toBeVisible();
  await page.goto(await wayIn(id));
  await expect(page).toHaveURL(/\/app/);
  await page.context().close();
});

test("support looks in under a banner, changes nothing, is written down, and is out at once; a closed workshop gives its data to its owner alone", async ({
  browser,
}) => {
  const { id, site } = await newWorkshop();
  const owner = await plainPage(browser, site);
  await owner.goto(await wayIn(id));
  await owner.getByLabel("New password", { exact: true }).fill("otter window velvet");
  await owner.getByRole("button", { name: "Set the password" }).click();

  const visit = { staffId: "staff-7", staffName: "Sam", reason: "The board stays empty", minutes: 30 };
  const { id: session, url } = await asPlatform(createSupportSession, {
    params: { id },
    body: { ...visit, mode: "look" },
  });
  const desk = await (await browser.newContext({ baseURL: site })).newPage();
  await desk.goto(new URL(url).pathname + new URL(url).search);
  await expect(desk.getByText(/You are Sam, looking into Acme Motors until/)).toBeVisible();
  await desk.goto("/app/customers/new");
  await desk.getByLabel("Last name").fill("Mets");
  await desk.getByRole("button", { name: "Save" }).first().click();
  await expect(desk.getByText("Support may read here, not change.").first()).toBeVisible();
  await owner.goto("/app/settings/audit");
  await expect(owner.getByText(/Support may look into this workshop until/)).toBeVisible();
  await expect(owner.getByText("Support (Sam), The board stays empty").first()).toBeVisible();
  await asPlatform(endSupportSession, { params: { id, session } });
  await desk.goto("/app/customers");
  await expect(desk).toHaveURL(/\/login/);

  const closing = {
    version: 2,
    state: "closing",
    reason: "Deleted by its owner.",
    graceEndsAt: "2031-01-31T03:00:00.000Z",
  };
  const document = await signed(id, closing as Partial<Entitlement>);
  await asPlatform(suspendTenant, { params: { id }, body: { document } });
  await owner.goto("/app/work");
  await expect(owner.getByRole("heading", { name: "This workshop is closed" })).toBeVisible();
  await expect(owner.getByText(/Everything is removed on/)).toBeVisible();
  await owner.getByRole("button", { name: "Make an archive" }).click();
  await expect(owner.getByRole("link", { name: /Fetch the archive/ }).first()).toBeVisible({ timeout: 30_000 });
  expect((await desk.goto(`/i/${"a".repeat(43)}`))?.status()).toBe(410);
  await owner.context().close();
  await desk.context().close();
});
