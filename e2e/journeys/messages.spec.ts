import { askedByMail, knownCar, openOrder } from "../backstage.ts";
import { mailTo } from "../mails.ts";
import { expect, findings, open, signIn, test } from "../test.ts";

test("a sent estimate is in the outbox with its log, and its link stays secret", async ({ desk }) => {
  const car = await knownCar();
  const order = await openOrder(car, "Oil service");
  const secret = (await askedByMail(order, car)).split("/e/")[1] ?? "";
  await desk.goto(`/app/messages?q=${encodeURIComponent(car.email)}&status=sent`);
  await desk.getByRole("link", { name: new RegExp(`${order.number}-1`) }).click();
  await expect(desk.getByText("Taken by the mail server")).toBeVisible();
  await expect(desk.getByText("/e/***")).toBeVisible();
  expect(secret.length).toBeGreaterThan(20);
  expect(await desk.content()).not.toContain(secret);
});

test("every row of a list opens its own thing, wherever it is pressed", async ({ desk }) => {
  await desk.goto("/app/messages");
  const row = desk.getByRole("main").getByRole("row").nth(1);
  const href = await row.getByRole("link").first().getAttribute("href");
  // The row's link lies over its cells: the pointer, not the cell, decides what is hit.
  await row.getByRole("cell").last().click({ force: true });
  await expect(desk).toHaveURL(new RegExp(`${href}$`));
});

test("the customer's answer rings the bell, and opening it quiets the bell", async ({ phone, page }) => {
  const car = await knownCar();
  const order = await openOrder(car, "Oil service");
  await phone.goto(await askedByMail(order, car));
  await phone
    .getByRole("group", { name: /Oil service/ })
    .getByText("Yes")
    .click();
  await phone.getByLabel("Your name").fill(car.owner);
  await phone.getByRole("button", { name: /Approve|Send my answer/ }).click();
  await expect(phone.getByText("Thank you, your answer has arrived")).toBeVisible();

  await signIn(page, "mart");
  await open(page, "/app/board");
  await page.getByRole("link", { name: /Notifications, \d+ unread/ }).click();
  const told = page.getByRole("listitem").filter({ hasText: `${car.owner} said yes to everything: ${car.plate}` });
  await told.getByRole("button", { name: "Open" }).click();
  await expect(page).toHaveURL(new RegExp(`/app/work/${order.id}$`));
  await page.goto("/app/notifications");
  await expect(told.getByText("unread")).toHaveCount(0);
});

test("a few words go to a customer from their page, and an order's from its menu", async ({ desk }) => {
  const car = await knownCar();
  await desk.goto(`/app/customers/${car.customerId}?tab=messages`);
  await desk.getByRole("link", { name: "Write a message" }).click();
  await desk.getByRole("textbox", { name: "To", exact: true }).fill("keys@example.com");
  await desk.getByLabel("Subject").fill("Your keys");
  await desk.getByRole("textbox", { name: "Message" }).fill("Dear {{custmerName}}");
  await desk.getByRole("button", { name: "Send", exact: true }).click();
  await expect(desk.getByText("did you mean {{customerName}}?").first()).toBeVisible();
  await desk.getByRole("textbox", { name: "Message" }).fill("Dear {{customerName}},\nthey lie at the counter.");
  await desk.getByRole("button", { name: "Send", exact: true }).click();
  await expect(desk.getByText("It is on its way.")).toBeVisible();
  expect((await mailTo("keys@example.com", /Your keys/)).text).toContain(`Dear ${car.owner},`);

  const order = await openOrder(car, "Oil service");
  await desk.goto(`/app/work/${order.id}`);
  await desk.getByLabel("More", { exact: true }).first().click();
  await desk.getByRole("link", { name: "Write a message" }).click();
  await expect(desk.getByText("{{plate}}")).toBeVisible();
  expect(await findings(desk)).toEqual([]);
});
