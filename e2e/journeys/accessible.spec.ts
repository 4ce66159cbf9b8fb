import { issueInvoice } from "@mechanicbuddy/contract/invoices";
import { createSupplier, listParts } from "@mechanicbuddy/contract/parts";
import { listPayments, listReceivables } from "@mechanicbuddy/contract/payments";
import { startWorkOrder } from "@mechanicbuddy/contract/work-orders";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { api, askedByMail, knownCar, openOrder } from "../backstage.ts";
import { findingsInEveryLook, unfold } from "../looks.ts";
import { expect, findings, test as journey } from "../test.ts";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Pages that are only looked at share one window: a new one would fetch every file of the site again. */
const test = journey.extend<object, { window: Page; ownersWindow: Page }>({
  window: [({ browser, signedIn }, use) => inWindow(browser, signedIn, use), { scope: "worker" }],
  ownersWindow: [({ browser, ownerIn }, use) => inWindow(browser, ownerIn, use), { scope: "worker" }],
});

async function inWindow(browser: Browser, storageState: State, use: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({
    baseURL: process.env.E2E_SITE,
    locale: "en-GB",
    reducedMotion: "reduce",
    storageState,
  });
  await use(await context.newPage());
  await context.close();
}

const staffPages: Record<string, () => string | Promise<string>> = {
  Today: () => "/app",
  board: () => "/app/board",
  "work list": () => "/app/work",
  intake: () => "/app/work/new",
  "intake of a known car": () => "/app/work/new?q=482KTR",
  order: async () => `/app/work/${await someOrder()}`,
  estimate: async () => `/app/work/${await someOrder()}/estimate`,
  customers: () => "/app/customers",
  customer: async () => `/app/customers/${(await knownCar()).customerId}`,
  "customer's details": async () => `/app/customers/${(await knownCar()).customerId}?tab=details`,
  "customer's work": async () => `/app/customers/${(await knownCar()).customerId}?tab=work`,
  "customer's documents": async () => `/app/customers/${await someDebtor()}?tab=documents`,
  "customer's payments": async () => `/app/customers/${(await knownCar()).customerId}?tab=payments`,
  "customer's messages": async () => `/app/customers/${(await knownCar()).customerId}?tab=messages`,
  "customer's files": async () => `/app/customers/${(await knownCar()).customerId}?tab=files`,
  "new customer": () => "/app/customers/new",
  vehicles: () => "/app/vehicles",
  vehicle: async () => `/app/vehicles/${(await knownCar()).vehicleId}`,
  "new vehicle": () => "/app/vehicles/new",
  parts: () => "/app/parts",
  part: async () => `/app/parts/${(await api(listParts)).items[0]?.id}`,
  "new part": () => "/app/parts/new",
  "receiving a delivery": async () => `/app/parts/receive?code=${(await api(listParts)).items[0]?.code}`,
  "unknown barcode": () => "/app/parts/receive?code=0000",
  "stock count": () => "/app/parts/count",
  storages: () => "/app/parts/storages",
  suppliers: () => "/app/parts/suppliers",
  supplier: async () => `/app/parts/suppliers/${(await api(createSupplier, { body: { name: "Parts & Co" } })).id}`,
  "new supplier": () => "/app/parts/suppliers/new",
  "the mechanic's mate": () => "/app/mate",
  "issuing an invoice": async () => `/app/work/${await startedOrder()}/invoice`,
  "taking a deposit": async () => `/app/work/${await startedOrder()}/payment`,
  invoices: () => "/app/invoices",
  "who owes": () => "/app/invoices/owed",
  payments: () => "/app/invoices/payments",
  payment: async () => `/app/invoices/payments/${(await api(listPayments)).items[0]?.id}`,
  "who pays": () => "/app/invoices/payments/new",
  "payment for several invoices": async () => `/app/invoices/payments/new?customer=${await someDebtor()}`,
  invoice: async () => `/app/invoices/${await someInvoice()}`,
  "crediting an invoice": async () => `/app/invoices/${await someInvoice()}/credit`,
  "taking a payment": async () => `/app/invoices/${await someInvoice()}/payment`,
  search: async () => `/app/search?q=${encodeURIComponent((await knownCar()).owner)}`,
  messages: () => "/app/messages",
  notifications: () => "/app/notifications",
  profile: () => "/app/profile",
  gates: () => "/app/settings/gates",
  "a page that is not there": () => "/app/nowhere",
};

for (const [name, path] of Object.entries(staffPages)) {
  test(`nothing is in anybody's way: ${name}`, async ({ window }) => {
    expect(await findingsInEveryLook(window, await path())).toEqual([]);
  });
}

const ownerPages: Record<string, string> = {
  reports: "/app/reports",
  "possible duplicates": "/app/customers/duplicates",
  settings: "/app/settings",
  company: "/app/settings/company",
  "work and documents": "/app/settings/documents",
  "texts of mails": "/app/settings/texts",
  "taxes and numbers": "/app/settings/taxes",
  "payment methods": "/app/settings/payment-methods",
  "columns of the board": "/app/settings/board",
  people: "/app/settings/people",
  "new colleague": "/app/settings/people/new",
  "canned jobs": "/app/settings/canned-jobs",
  "new canned job": "/app/settings/canned-jobs/new",
  "labour rates": "/app/settings/labour-rates",
  security: "/app/settings/security",
  plan: "/app/settings/plan",
  "audit log": "/app/settings/audit",
  "check of the audit log": "/app/settings/audit/verify",
  "data in and out": "/app/settings/data",
};

for (const [name, path] of Object.entries(ownerPages)) {
  test(`nothing is in the owner's way: ${name}`, async ({ ownersWindow: page }) => {
    expect(await findingsInEveryLook(page, path)).toEqual([]);
    await unfold(page);
    expect(await findings(page)).toEqual([]);
  });
}

const visitorPages: Record<string, () => string | Promise<string>> = {
  "sign-in": () => "/login",
  "forgotten password": () => "/forgot",
  "the customer's approval": async () => {
    const car = await knownCar();
    return askedByMail(await openOrder(car, "Oil service", "Front brakes"), car);
  },
};

for (const [name, path] of Object.entries(visitorPages)) {
  test(`nothing is in a visitor's way: ${name}`, async ({ phone }) => {
    expect(await findingsInEveryLook(phone, await path())).toEqual([]);
  });
}

test("who wants no motion sees none: night falls everywhere at once", async ({ desk }) => {
  await desk.goto("/app");
  await desk.emulateMedia({ colorScheme: "dark" });
  const moving = "document.documentElement.offsetHeight, document.getAnimations().length";
  expect(await desk.evaluate<number>(moving)).toBe(0);
});

async function someOrder(): Promise<string> {
  return (await openOrder(await knownCar(), "Oil service", "Front brakes")).id;
}

async function startedOrder(): Promise<string> {
  const id = await someOrder();
  await api(startWorkOrder, { params: { id }, body: { orderedBy: "Kati Kask" } });
  return id;
}

async function someInvoice(): Promise<string> {
  return (await api(issueInvoice, { params: { id: await startedOrder() }, body: {} })).id;
}

async function someDebtor(): Promise<string | undefined> {
  await someInvoice();
  const { items } = await api(listReceivables);
  return items.find(({ customer }) => customer !== null)?.customer?.id;
}
