import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { countedActions } from "../actions.ts";
import { api, askedByMail, knownCar, openOrder } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("she says yes to the oil and no to the brakes on her phone: two taps, her name, and the workshop knows", async ({
  desk,
  phone,
}) => {
  const car = await knownCar();
  const order = await openOrder(car, "Oil service", "Front brakes");
  await phone.goto(await askedByMail(order, car));
  const person = countedActions(phone);

  await person.click(phone.getByRole("group", { name: /Oil service/ }).getByText("Yes"));
  await person.click(phone.getByRole("group", { name: /Front brakes/ }).getByText("Not now"));
  await phone.getByLabel("Your name").fill(car.owner);
  await person.click(phone.getByRole("button", { name: /^Approve/ }));

  await expect(phone.getByText("Thank you, your answer has arrived")).toBeVisible();
  person.within({ actions: 3, seconds: 60 });
  const { jobs } = await api(getWorkOrder, { params: { id: order.id } });
  expect(jobs.map((job) => job.authorisation)).toEqual(["approved", "declined"]);
  await open(desk, `/app/work/${order.id}`);
  await expect(desk.getByRole("article", { name: /Oil service/ })).toContainText("approved");
  await expect(desk.locator("summary", { hasText: "Front brakes" })).toContainText("declined");
  const { items } = await api(listNotifications);
  expect(JSON.stringify(items)).toContain(String(order.number));
});
