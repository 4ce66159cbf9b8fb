import { knownCar, openOrder } from "../backstage.ts";
import { expect, signIn, test } from "../test.ts";

test("Juri sees the work and no price anywhere, and settings say who can help", async ({ page }) => {
  const order = await openOrder(await knownCar(), "Front brakes");
  await signIn(page, "juri");
  for (const path of ["/app/my-jobs", "/app/board", "/app/work", `/app/work/${order.id}`, "/app/parts"]) {
    await page.goto(path);
    await expect(page.locator("h1").first()).toBeAttached();
    expect(await page.getByRole("main").innerText(), path).not.toMatch(/€|EUR|margin/i);
  }
  await page.goto("/app/settings");
  await expect(page.getByText("An owner or a manager can grant it.")).toBeVisible();
});
