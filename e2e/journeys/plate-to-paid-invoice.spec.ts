import { getInvoice } from "@mechanicbuddy/contract/invoices";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { countedActions } from "../actions.ts";
import { api, knownCar } from "../backstage.ts";
import { linkIn, mailTo } from "../mails.ts";
import { expect, open, signIn, test } from "../test.ts";

test("one car from its plate to the paid invoice, and out of the door", async ({ desk, phone, page: juri }) => {
  test.setTimeout(120_000);
  const car = await knownCar();

  await open(desk, `/app/work/new?q=${encodeURIComponent(car.plate)}`);
  await desk.getByLabel("Concern").fill("smears in the rain");
  await desk.getByRole("button", { name: "Open order" }).click();
  await expect(desk).toHaveURL(/\/app\/work\/[0-9a-f-]{36}$/);
  const id = desk.url().split("/").at(-1) ?? "";
  const { number } = await api(getWorkOrder, { params: { id } });

  const canned = desk.getByLabel("Canned job");
  const wipers = await canned.getByRole("option", { name: /^Wiper blades/ }).textContent();
  await canned.selectOption({ label: wipers ?? "" });
  await desk.getByRole("button", { name: "Add canned job" }).click();
  await desk.getByRole("link", { name: /^Send estimate/ }).click();
  await desk.getByRole("button", { name: new RegExp(`^Send .* to ${car.owner}`) }).click();

  await phone.goto(linkIn(await mailTo(car.email, new RegExp(`${number}-1`))));
  await phone.getByRole("group").getByText("Yes").click();
  await phone.getByLabel("Your name").fill(car.owner);
  await phone.getByRole("button", { name: /^Approve/ }).click();
  await expect(phone.getByText("Thank you, your answer has arrived")).toBeVisible();

  await signIn(juri, "juri");
  await open(juri, `/app/work/${id}`);
  await juri.getByText("Cause and correction", { exact: true }).click();
  await juri.getByLabel("Cause").fill("Rubber torn.");
  await juri.getByRole("button", { name: "Done" }).click();
  await expect.poll(async () => (await api(getWorkOrder, { params: { id } })).jobs[0]?.doneAt).toBeTruthy();

  await open(desk, `/app/work/${id}`);
  const person = countedActions(desk);
  await person.click(desk.getByRole("link", { name: /^Issue invoice/ }));
  await person.choose(desk.getByLabel("Pay by"), { label: "Card" });
  await person.click(desk.getByLabel("Paid now"));
  await person.click(desk.getByRole("button", { name: /^Issue / }));
  await expect(desk).toHaveURL(/\/app\/invoices\/[0-9a-f-]{36}\?issued/);
  await expect(desk.getByRole("main").getByText("paid", { exact: true }).first()).toBeVisible();
  const invoiceId = /invoices\/([0-9a-f-]{36})/.exec(desk.url())?.[1] ?? "";
  await person.click(desk.getByRole("button", { name: "Hand over" }));
  await expect(desk.getByText("The car is handed over.")).toBeVisible();
  person.within({ actions: 5, seconds: 20 });

  const invoice = await api(getInvoice, { params: { id: invoiceId } });
  expect(invoice).toMatchObject({ openCents: 0, paidCents: invoice.totalCents });
  const order = await api(getWorkOrder, { params: { id } });
  expect(order).toMatchObject({ stage: "invoiced", boardStatus: { category: "gone" } });

  const mail = await mailTo(car.email, new RegExp(invoice.number));
  expect(mail.attachments.join()).toMatch(/\.pdf/);
  await phone.goto(linkIn(mail));
  await expect(phone.getByText("This invoice is paid. Thank you.")).toBeVisible();
});
