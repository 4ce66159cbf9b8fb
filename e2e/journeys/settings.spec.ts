import { randomInt } from "node:crypto";
import type { Page } from "@playwright/test";
import { knownCar, openOrder } from "../backstage.ts";
import { expect, findings, open, signIn, test } from "../test.ts";

/** Anna owns the workshop. */
async function office(page: Page): Promise<Page> {
  await signIn(page, "anna");
  return page;
}
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
/** What no other run has used. */
const mark = () => String(randomInt(100_000, 1_000_000));

test("a wrong VAT id shows its sentence and keeps what was typed; the right one is saved with the rest", async ({
  page,
}) => {
  await office(page);
  await open(page, "/app/settings/company");
  const [street, vatId] = [`Sadama ${mark()}`, page.getByLabel("VAT id")];
  const right = await vatId.inputValue();
  await page.getByLabel("Street").fill(street);
  await vatId.fill("EE12");
  await save(page);
  await expect(page.locator("#field-vatId-error")).toHaveText(
    "This VAT id has the wrong form; it looks like EE123456789.",
  );
  await expect(vatId).toHaveValue("EE12");
  await expect(page.getByLabel("Street")).toHaveValue(street);
  expect(await findings(page)).toEqual([]);

  await vatId.fill(right);
  await save(page);
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Street")).toHaveValue(street);
});

test("a wrong account number is named beside the row it was typed in", async ({ page }) => {
  await office(page);
  await open(page, "/app/settings/company");
  const first = page.getByRole("group", { name: "Account 1" });
  const second = page.getByRole("group", { name: "Account 2" });
  for (const label of ["IBAN or account number", "BIC", "Bank"])
    await first.getByLabel(label, { exact: true }).fill("");
  await second.getByLabel("IBAN or account number").fill("EE382200221020145686");
  await save(page);
  await expect(second.getByText("This IBAN has a wrong check digit.")).toBeVisible();
  await expect(second.getByLabel("IBAN or account number")).toHaveValue("EE382200221020145686");
});

test("a receipt is worded anew, seen filled in, and has its usual words back", async ({ page }) => {
  await office(page);
  await open(page, "/app/settings/texts?kind=receipt&language=en");
  const usual = await page.getByLabel("Text", { exact: true }).inputValue();
  await page.getByLabel("Text", { exact: true }).fill("Dear {{custmerName}}, thanks for {{total}}.");
  await save(page);
  await expect(page.getByText("{{custmerName}} is not known; did you mean {{customerName}}?").first()).toBeVisible();
  await page.getByLabel("Text", { exact: true }).fill("Dear {{customerName}}, thanks for {{total}}.");
  await page.getByRole("button", { name: "See it filled in" }).click();
  await expect(page.getByText("Dear Mari Tamm, thanks for 248.00.")).toBeVisible();
  await save(page);
  await expect(page.getByText("own words")).toBeVisible();
  await page.getByRole("button", { name: "Back to the usual words" }).click();
  await expect(page.getByText("own words")).toBeHidden();
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue(usual);
});

test("a tax rate is added, and one that overlaps is refused with the remedy", async ({ page }) => {
  await office(page);
  await open(page, "/app/settings/taxes");
  const [code, name] = [`T${mark()}`, `Rate ${mark()}`];
  const add = page.locator("form", { has: page.getByRole("button", { name: "Add tax rate" }) });
  const fill = async () => {
    await add.getByLabel("Code").fill(code);
    await add.getByLabel("Name").fill(name);
    await add.getByLabel("Percent").fill("13,5");
    await add.getByLabel("Valid from").fill("2027-01-01");
    await add.getByRole("button", { name: "Add tax rate" }).click();
  };
  await page.locator("summary", { hasText: "Add a tax rate" }).click();
  await fill();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByText("13.5 %")).toBeVisible();

  await fill();
  await expect(
    add.getByText(`${name} with the code ${code} is valid from 2027-01-01 without an end.`).first(),
  ).toBeVisible();
  await expect(add.getByLabel("Code")).toHaveValue(code);
});

test("the next invoice number cannot be lowered, and the page says why", async ({ page }) => {
  await office(page);
  await open(page, "/app/settings/taxes");
  const invoices = page.locator("form", { has: page.getByRole("button", { name: "Save Invoices" }) });
  const next = invoices.getByLabel("Next number");
  const before = Number(await next.inputValue());
  await next.fill(String(before - 1));
  await invoices.getByRole("button", { name: "Save Invoices" }).click();
  await expect(invoices.getByText(`exists; the next number cannot be below ${before}.`).first()).toBeVisible();
  await expect(next).toHaveValue(String(before - 1));
});

test("a canned job is written without script and used on an order", async ({ browser, desk, site }) => {
  const plain = await browser.newContext({ baseURL: site, javaScriptEnabled: false });
  const page = await office(await plain.newPage());
  const code = `WIN${mark()}`;
  const title = `Winter check ${code}`;
  await page.goto("/app/settings/canned-jobs/new");
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Category").fill("Service");
  const line = (number: number) => page.getByRole("group", { name: `Line ${number}` });
  await line(1).getByLabel("Description").fill("Look at tyres and battery");
  await line(1).getByLabel("Quantity").fill("0,5");
  await line(3).getByLabel("Kind").selectOption("Fee");
  await line(3).getByLabel("Description").fill("Screen wash");
  await save(page);
  await expect(line(3).getByText("Enter a price; only parts and labour have one of their own.")).toBeVisible();
  await expect(line(1).getByLabel("Quantity")).toHaveValue("0,5");
  await line(3).getByLabel("Price of one, EUR").fill("4,90");
  await save(page);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await plain.close();

  const order = await openOrder(await knownCar());
  await open(desk, `/app/work/${order.id}`);
  const canned = desk.getByLabel("Canned job");
  const label = await canned.getByRole("option", { name: title }).textContent();
  await canned.selectOption({ label: label ?? "" });
  await desk.getByRole("button", { name: "Add canned job" }).click();
  await expect(desk.getByRole("link", { name: "Edit line Screen wash" })).toBeVisible();
});

test("a column is added to the board, moved and hidden", async ({ page }) => {
  await office(page);
  await open(page, "/app/settings/board");
  const name = `Wash ${mark()}`;
  const add = page.locator("form", { has: page.getByRole("button", { name: "Add", exact: true }) });
  await add.getByLabel("Name").fill(name);
  await add.getByRole("button", { name: "Add", exact: true }).click();
  const row = page.locator("form", { has: page.getByRole("button", { name: `Save ${name}` }) });
  await row.getByLabel("Place").fill("2");
  await row.getByRole("button", { name: `Save ${name}` }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByLabel("Name").nth(1)).toHaveValue(name);
  await page.getByRole("button", { name: `Hide ${name}` }).click();
  await expect(page.getByRole("button", { name: `Show ${name}` })).toBeVisible();
});

test("the invoice that comes of what is typed follows typing, within the page, and nothing is saved", async ({
  page,
}) => {
  await office(page);
  await open(page, "/app/settings/documents");
  const paper = () => page.waitForResponse((reply) => reply.url().endsWith("/app/settings/sample/invoice"));
  const note = page.getByLabel("Note on every invoice");
  const before = await note.inputValue();
  const first = paper();
  await page.getByRole("button", { name: "See an invoice" }).click();
  expect((await first).headers()["content-type"]).toBe("application/pdf");
  const next = paper();
  await note.fill(`See you ${mark()}`);
  expect((await next).status()).toBe(200);
  await expect(page.locator("iframe[name=sample]")).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.reload();
  await expect(page.getByLabel("Note on every invoice")).toHaveValue(before);
});
