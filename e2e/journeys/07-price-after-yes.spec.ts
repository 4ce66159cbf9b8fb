import { decideEstimate } from "@mechanicbuddy/contract/estimates";
import type { Page } from "@playwright/test";
import { api, askedByMail, knownCar, openOrder } from "../backstage.ts";
import { linkIn, mailTo } from "../mails.ts";
import { expect, open, test } from "../test.ts";

test("a price raised after the yes asks again; a lower one does not, and the old link leads to the new price", async ({
  desk,
  phone,
}) => {
  const car = await knownCar();
  const order = await openOrder(car, "Wiper blades");
  const old = await askedByMail(order, car);
  await phone.goto(old);
  await sayYes(phone, car.owner);
  await open(desk, `/app/work/${order.id}`);
  const job = desk.getByRole("article", { name: /Wiper blades/ });

  await setPrice(desk, "29.00");
  await expect(job).toContainText("29.00");
  await expect(job).toContainText("approved");
  await setPrice(desk, "48.00");
  await expect(job).toContainText("changed");

  await desk.getByRole("link", { name: /^Send estimate/ }).click();
  await desk.getByRole("button", { name: new RegExp(`^Send .* to ${car.owner}`) }).click();
  const mail = await mailTo(car.email, new RegExp(`${order.number}-2`));
  expect(linkIn(mail)).not.toBe(old);
  await phone.goto(old);
  await expect(phone.getByText(`${order.number}-1 was replaced; this is ${order.number}-2.`)).toBeVisible();
  const answer = {
    number: `${order.number}-1`,
    name: car.owner,
    decisions: [{ jobId: order.jobs[0]?.id ?? "", decision: "approved" as const }],
  };
  const token = old.split("/").at(-1) ?? "";
  await expect(api(decideEstimate, { params: { token }, body: answer })).rejects.toThrow("409");
  await sayYes(phone, car.owner);
  await desk.reload();
  await expect(job).toContainText("approved");
});

async function sayYes(phone: Page, name: string): Promise<void> {
  await phone.getByRole("group").getByText("Yes").click();
  await phone.getByLabel("Your name").fill(name);
  await phone.getByRole("button", { name: /^Approve/ }).click();
  await expect(phone.getByText("Thank you, your answer has arrived")).toBeVisible();
}

/** Types another price on the part's line. */
async function setPrice(desk: Page, price: string): Promise<void> {
  await desk.getByRole("link", { name: "Edit line Wiper blades, pair" }).click();
  await desk.getByLabel("Price").fill(price);
  await desk.getByLabel("Price").press("Enter");
}
