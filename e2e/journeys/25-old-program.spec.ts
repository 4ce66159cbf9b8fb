import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../test.ts";

/** 400 customers of another program, of whom twelve cannot be used; each run has its own. */
function customersOf(run: string): string {
  const rows = Array.from({ length: 400 }, (_, index) => {
    const email = index % 34 === 1 ? "unknown" : `${run}.${index}@example.com`;
    return `${run}${index};${index % 2 ? "Mari" : "Jaan"};${run}${index};${email};Tartu`;
  });
  return ["Client No;First name;Surname;E-mail;Town", ...rows].join("\n");
}

async function figure(page: Page, label: string): Promise<string | null> {
  return page
    .locator("dl > div", { has: page.getByText(label, { exact: true }) })
    .locator("dd")
    .textContent();
}

test("customers from the old program: a trial, the import, and back again", async ({ page }) => {
  await signIn(page, "anna");
  await page.goto("/app/settings/data");
  const run = `Q${Date.now().toString(36)}`;
  const table = { name: "old-program.csv", mimeType: "text/csv", buffer: Buffer.from(customersOf(run)) };
  await page.getByLabel("Table").setInputFiles(table);
  await page.getByRole("button", { name: "Upload and look at it" }).click();

  await expect(page.getByLabel("Column Town")).toHaveValue("city");
  await page.getByRole("button", { name: "Try it out" }).click();

  const goOn = page.getByRole("button", { name: "Import these rows" });
  await expect(goOn).toBeVisible({ timeout: 30_000 });
  expect(await figure(page, "Not usable")).toBe("12");
  expect(await figure(page, "Would be new")).toBe("388");
  await page.getByRole("link", { name: "Not usable" }).click();
  await expect(page.getByText("E-mail: Enter an e-mail address such as name@example.com.")).toHaveCount(12);
  await page.getByRole("button", { name: "Import these rows" }).click();

  const back = page.getByRole("button", { name: "Take this import back" });
  await expect(back).toBeVisible({ timeout: 60_000 });
  expect([await figure(page, "New"), await figure(page, "Rows in all")]).toEqual(["388", "400"]);
  const imported = page.url();
  await page.goto(`/app/customers?q=${run}399`);
  await expect(page.getByRole("link", { name: `Mari ${run}399` })).toBeVisible();

  await page.goto(imported);
  await page.getByRole("button", { name: "Take this import back" }).click();
  await expect(page.getByText("388 rows were taken back.")).toBeVisible({ timeout: 60_000 });
  await page.goto(`/app/customers?q=${run}399`);
  await expect(page.getByRole("link", { name: `Mari ${run}399` })).toHaveCount(0);
});

test("everything leaves in one archive", async ({ page }) => {
  await signIn(page, "anna");
  await page.goto("/app/settings/data");
  await page.getByRole("button", { name: "Make an archive" }).click();
  const link = page.getByRole("link", { name: /^Fetch the archive/ }).first();
  await expect(link).toBeVisible({ timeout: 60_000 });
  const fetching = page.waitForEvent("download");
  await link.click();
  const archive = await fetching;
  expect(archive.suggestedFilename()).toMatch(/^workshop-.*\.zip$/);
  const packed = await readFile(await archive.path());
  const names = ["tables/customers.ndjson", "tables/invoices.ndjson", "manifest.json"];
  expect(names.filter((name) => !packed.includes(name))).toEqual([]);
});
