import { expect, signIn, test } from "../test.ts";

test("one signs in with name and password and lands on Today", async ({ page }) => {
  await signIn(page, "anna");
  await expect(page).toHaveURL(/\/app$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("a wrong password says so in words that name neither field, and keeps the name", async ({ page }) => {
  await page.goto("/login");
  await page.getByLabel("Name or e-mail").fill("anna");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Name or password is wrong.")).toBeVisible();
  await expect(page.getByLabel("Name or e-mail")).toHaveValue("anna");
});

test("addresses of the previous program lead on for good, whoever asks", async ({ request }) => {
  for (const [old, now] of [
    ["/home", "/app"],
    ["/home/work?q=kask", "/app/work?q=kask"],
    ["/auth/login", "/login"],
  ] as const) {
    const reply = await request.get(old, { maxRedirects: 0 });
    expect([reply.status(), reply.headers().location]).toEqual([308, now]);
  }
});
