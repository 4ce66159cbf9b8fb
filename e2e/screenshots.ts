import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { issueEstimate, linkEstimate } from "@mechanicbuddy/contract/estimates";
import { listInvoices } from "@mechanicbuddy/contract/invoices";
import { listWorkOrders } from "@mechanicbuddy/contract/work-orders";
import { mateAccount } from "@mechanicbuddy/standalone/mate";
import { type Browser, chromium, type Page } from "playwright-core";
import { api, knownCar, openOrder } from "./backstage.ts";
import { browserArgs, executablePath } from "./browser.ts";
import globalSetup from "./global-setup.ts";
import { pictureOf } from "./pdf-picture.ts";
import { takeScreens } from "./screens.ts";
import { signIn } from "./test.ts";

const folder = fileURLToPath(new URL("../docs/pictures", import.meta.url));

/** Takes the pictures of the README from a demo workshop that was filled this minute. */
async function takeAll(browser: Browser): Promise<void> {
  await mkdir(folder, { recursive: true });
  const [order] = (await api(listWorkOrders, { query: { q: "482 KTR" } })).items;
  const [invoice] = (await api(listInvoices)).items;
  const site = process.env.E2E_SITE;
  const day = await newPage(browser, { width: 1280, height: 800, colorScheme: "light" });
  await signIn(day, "liis");
  await take(day, "board", "/app/board");
  await take(day, "order", `/app/work/${order?.id}`);
  const pdf = await day.request.get(`${site}/app/invoices/${invoice?.id}/pdf`);
  await writeFile(`${folder}/invoice-pdf.png`, await pictureOf(await pdf.body(), browser));
  const night = await newPage(browser, { width: 390, height: 844, colorScheme: "dark" });
  await signIn(night, "liis");
  await take(night, "intake", "/app/work/new?q=482KTR");
  const phone = await newPage(browser, { width: 390, height: 844, colorScheme: "light" });
  await take(phone, "approval", new URL(await approvalLink()).pathname);

  await takeAnswer(await newPage(browser, { width: 1280, height: 1000, colorScheme: "light" }));

  async function take(page: Page, name: string, path: string): Promise<void> {
    await page.goto(`${site}${path}`);
    await page.evaluate("document.fonts.ready");
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}

/** What Mechanics Mate says of a code. */
async function takeAnswer(page: Page): Promise<void> {
  const site = process.env.E2E_MATE;
  await page.goto(`${site}/signin`);
  await page.getByLabel("E-mail").fill(mateAccount.email);
  await page.getByLabel("Password").fill(mateAccount.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/dashboard/);
  await page.goto(`${site}/chat`);
  await page.getByLabel("What do you want to know?").fill("P0128, is it dangerous to drive?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.getByText("Did it help?").waitFor();
  await page.evaluate("scrollTo(0, 0)");
  await page.screenshot({ path: `${folder}/mate.png` });
}

function newPage(browser: Browser, look: { width: number; height: number; colorScheme: "light" | "dark" }) {
  const { width, height, colorScheme } = look;
  return browser.newPage({
    baseURL: process.env.E2E_SITE,
    viewport: { width, height },
    colorScheme,
    deviceScaleFactor: 1,
    locale: "en-GB",
    timezoneId: "Europe/Tallinn",
    reducedMotion: "reduce",
  });
}

/** A customer's link to two jobs that wait for an answer. */
async function approvalLink(): Promise<string> {
  const { id, jobs } = await openOrder(await knownCar(), "Oil service", "Front brakes");
  const estimate = await api(issueEstimate, { params: { id }, body: { jobIds: jobs.map((job) => job.id) } });
  return (await api(linkEstimate, { params: { id: estimate.id } })).url;
}

const stop = process.env.E2E_SITE === undefined ? await globalSetup() : undefined;
const browser = await chromium.launch({ executablePath, args: browserArgs });
const screens = fileURLToPath(new URL("../test-results/screens", import.meta.url));
// It reads the portal's address, which is known now.
const { takePortal } = await import("./portal-screens.ts");
try {
  const isAll = process.argv.includes("--all");
  let taken = 0;
  if (isAll) taken += (await takeScreens(browser, process.env.E2E_SITE ?? "", "anna", screens)).length;
  if (isAll || process.argv.includes("--portal")) taken += await takePortal(browser, `${screens}/portal`);
  if (taken > 0) console.log(`${taken} pages in four looks are in ${screens}.`);
  else await takeAll(browser);
} finally {
  await browser.close();
  await stop?.();
}
