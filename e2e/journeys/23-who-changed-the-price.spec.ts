import { createPart, updatePart } from "@mechanicbuddy/contract/parts";
import { api, newName } from "../backstage.ts";
import { expect, signIn, test } from "../test.ts";

test("who changed the price: before and after, who and when, and the log is intact", async ({ page }) => {
  const part = await api(createPart, { body: { name: `Clutch kit ${newName()}`, salePriceCents: 12_345 } });
  await api(updatePart, { params: { id: part.id }, body: { version: part.version, salePriceCents: 23_456 } });

  await signIn(page, "anna");
  await page.goto(`/app/parts/${part.id}`);
  await page.getByRole("link", { name: "History" }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText("Liis");
  await expect(main).toContainText("123.45");
  await expect(main).toContainText("234.56");
  await page.goto("/app/settings/audit");
  await page.getByRole("link", { name: "Check the log" }).click();
  await expect(page.getByText("Intact: every entry is as it was written.")).toBeVisible();
});
