import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { findingsInEveryLook, unfold } from "../looks.ts";
import { deskPage, linkOf, password, portal, signUp, visitorPage } from "../portal.ts";
import { deskPages, deskPagesOf, ownPages, visitorPages } from "../portal-pages.ts";
import { expect, test } from "../test.ts";

test.use({ site: portal });

/** What stands in somebody's way on these pages. */
async function findingsOn(page: Page, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) found.push(...(await findingsInEveryLook(page, path, unfold)));
  return found;
}

test("nothing is in a visitor's way on any public page of the portal", async ({ page }) => {
  test.setTimeout(180_000);
  expect(await findingsOn(page, visitorPages)).toEqual([]);
});

test("nothing is in the operator's way at the desk", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await deskPage(browser);
  expect(await findingsOn(page, deskPages)).toEqual([]);
  await page.context().close();
});

test("from signup over the mail and the steps into a workshop of one's own, where nothing is in the way", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const page = await visitorPage(browser);
  const { id } = await signUp(page);
  await expect(page.getByRole("heading", { name: "is open" })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("list", { name: "Steps" }).getByRole("listitem")).toHaveCount(10);
  const progress = page.url().slice(portal.length);
  await page.getByRole("button", { name: "Open my workshop" }).click();
  await page.waitForURL((url) => url.hostname === `${id}.localhost`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  expect(await findingsOn(page, [progress, ...ownPages(id)])).toEqual([]);

  const desk = await deskPage(browser);
  await desk.goto(`/operate/tenants?q=${id}`);
  await desk.getByRole("link", { name: /^Garage/ }).click();
  await expect(desk.getByText("acknowledged").first()).toBeVisible();
  await desk.getByRole("link", { name: "Prepare the workshop" }).click();
  await expect(desk.getByText("succeeded", { exact: true })).toBeVisible();
  const job = desk.url().slice(portal.length);
  expect(await findingsOn(desk, [...deskPagesOf(id), job])).toEqual([]);
  await desk.context().close();
  await page.context().close();
});

test("without script the steps tick by themselves, and a paused workshop tells its owner why", async ({ browser }) => {
  test.setTimeout(180_000);
  const page = await visitorPage(browser, { javaScriptEnabled: false });
  const { id } = await signUp(page);
  await expect(page.getByRole("heading", { name: "is open" })).toBeVisible({ timeout: 60_000 });

  const desk = await deskPage(browser);
  await desk.goto(`/operate/tenants/${id}`);
  await desk.getByText("Pause", { exact: true }).click();
  await desk.locator("#suspend").getByLabel("Why? The owner reads it.").fill("Please call us.");
  await desk.getByRole("button", { name: `Pause ${id}` }).click();
  await expect(desk.getByText("The job has begun.")).toBeVisible();
  await expect(async () => {
    await page.goto(`/workshops/${id}`);
    await expect(page.getByText("This workshop is paused")).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(page.getByText("Paused by us. Please call us.")).toBeVisible();

  await desk.goto(`/operate/tenants/${id}`);
  await desk.getByRole("button", { name: /^Lift/ }).click();
  await expect(async () => {
    await page.goto(`/workshops/${id}`);
    await expect(page.getByText("This workshop is paused")).toBeHidden({ timeout: 500 });
  }).toPass();
  await desk.context().close();
  await page.context().close();
});

test("deleting asks for the id to be typed, and within thirty days the owner brings everything back", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const page = await visitorPage(browser);
  const { id } = await signUp(page);
  await expect(page.getByRole("heading", { name: "is open" })).toBeVisible({ timeout: 60_000 });
  await page.goto(`/workshops/${id}/data`);
  await page.getByText("Delete this workshop").click();
  await page.getByLabel(`Type ${id} to confirm`).fill("something else");
  await page.getByRole("button", { name: `Delete ${id}` }).click();
  await expect(page, "the browser refuses another word").toHaveURL(/\/data/);
  await page.getByLabel(`Type ${id} to confirm`).fill(id);
  await page.getByRole("button", { name: `Delete ${id}` }).click();
  await expect(async () => {
    await page.goto(`/workshops/${id}/data`);
    await expect(page.getByRole("heading", { name: "Bring it back" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("button", { name: /back$/ }).click();
  await expect(async () => {
    await page.goto(`/workshops/${id}`);
    await expect(page.getByRole("button", { name: "Open my workshop" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.context().close();
});

test("an owner of the platform invites a colleague, who sets up a second factor before any page opens", async ({
  browser,
}) => {
  const desk = await deskPage(browser);
  const email = `sam-${randomUUID()}@platform.example`;
  await desk.goto("/operate/staff");
  await desk.getByLabel("E-mail").fill(email);
  await desk.getByLabel("Name", { exact: true }).fill("Sam Support");
  await desk.getByLabel("Role", { exact: true }).selectOption("support");
  await desk.getByRole("button", { name: "Send the invitation" }).click();
  await expect(desk.getByText("The invitation is on its way")).toBeVisible();

  const page = await visitorPage(browser);
  await page.goto(await linkOf(email, /You are invited to run/));
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("heading", { name: "Set up a second factor first" })).toBeVisible();
  await page.goto("/operate/demos");
  await expect(page, "no page opens before").toHaveURL(/\/operate\/factor$/);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Set it up" }).click();
  const secret = (await page.getByTestId("secret").innerText()).replaceAll(" ", "");
  await page.getByLabel("Code").fill(new TOTP({ secret }).generate());
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("Each opens the account once")).toBeVisible();

  await page.goto("/operate/demos");
  const menu = page.getByRole("navigation", { name: "Main" }).first();
  await expect(menu.getByRole("link")).toHaveText(["Workshops", "Demos", "Jobs", "Instances", "Accounts", "Visits"]);
  for (const path of ["/operate/staff", "/operate/settings", "/operate/audit"]) {
    expect((await page.goto(path))?.status(), path).toBe(403);
    await expect(page.getByText("An owner of the platform grants it")).toBeVisible();
  }
  await page.context().close();
  await desk.context().close();
});

test("whoever asks for a demo confirms the address, and the staff give it", async ({ browser }) => {
  const name = `Pat’s Garage ${randomUUID().slice(0, 8)}`;
  const email = `demo-${randomUUID()}@example.com`;
  const page = await visitorPage(browser, { javaScriptEnabled: false });
  await page.goto("/demo");
  await page.getByLabel("Name of the workshop").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("What would you like to see?").fill("We are four people.");
  await page.getByRole("button", { name: "Ask for the demo" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mailbox" })).toBeVisible();
  const link = await linkOf(email, /Confirm your address for the demo/);
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByRole("heading", { name: "We have your request" })).toBeVisible();
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByText("This link was used or has expired")).toBeVisible();

  const desk = await deskPage(browser);
  await desk.goto("/operate/demos?state=pending");
  await desk.getByRole("link", { name }).click();
  await expect(desk.getByText("We are four people.")).toBeVisible();
  await desk.getByRole("button", { name: "Give the demo" }).click();
  await expect(
    desk.getByText("approved", { exact: true }).or(desk.getByText("running", { exact: true })),
  ).toBeVisible();
  await linkOf(email, /Your demo workshop is being prepared/);
  await page.context().close();
  await desk.context().close();
});

test("a customer's session opens nothing of the operator, and the operator's nothing of a customer", async ({
  browser,
}) => {
  const page = await visitorPage(browser);
  const { email } = await signUp(page);
  await page.goto("/account");
  await expect(page.getByText(email)).toBeVisible();
  await page.goto("/operate/staff");
  await expect(page).toHaveURL(/\/operate\/login\?next=/);
  const desk = await deskPage(browser);
  await desk.goto("/account");
  await expect(desk).toHaveURL(/\/login\?next=%2Faccount$/);
  await page.context().close();
  await desk.context().close();
});

test("an owner of the platform changes a setting, and it is kept", async ({ browser }) => {
  const desk = await deskPage(browser);
  await desk.goto("/operate/settings");
  await desk.getByLabel("Deleted after").fill("271");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByText("Saved.")).toBeVisible();
  await expect(desk.getByLabel("Deleted after")).toHaveValue("271");
  await desk.getByLabel("Deleted after").fill("29");
  await desk.getByRole("button", { name: "Save" }).click();
  await expect(desk.getByLabel("Deleted after"), "what was typed stays").toHaveValue("29");
  await expect(desk.getByRole("alert")).toBeFocused();
  await desk.context().close();
});

test("search engines find what is for everybody, and nothing else", async ({ request }) => {
  const robots = await (await request.get(`${portal}/robots.txt`)).text();
  for (const path of ["/operate", "/workshops", "/account"]) expect(robots).toContain(`Disallow: ${path}`);
  const map = await (await request.get(`${portal}/sitemap.xml`)).text();
  expect([...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1])).toContain(`${portal}/pricing`);
  const home = await (await request.get(portal)).text();
  const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(home)?.[1] ?? "");
  expect(data.offers.map((offer: { price: string }) => offer.price)).toEqual(["0.00", "49.00", "149.00"]);
});
