import { listEstimates } from "@mechanicbuddy/contract/estimates";
import { listMessages } from "@mechanicbuddy/contract/messages";
import { countedActions } from "../actions.ts";
import { api, knownCar, openOrder } from "../backstage.ts";
import { linkIn, mailTo } from "../mails.ts";
import { expect, open, test } from "../test.ts";

test("an oil service is quoted from a canned job and on its way in five actions", async ({ desk }) => {
  const car = await knownCar();
  const order = await openOrder(car);
  await open(desk, `/app/work/${order.id}`);
  const person = countedActions(desk);

  const canned = desk.getByLabel("Canned job");
  const oil = await canned.getByRole("option", { name: /^Oil service/ }).textContent();
  await person.choose(canned, { label: oil ?? "" });
  await person.click(desk.getByRole("button", { name: "Add canned job" }));
  await expect(desk.getByRole("link", { name: "Edit line Oil filter" })).toBeVisible();
  await person.click(desk.getByRole("link", { name: /^Send estimate/ }));
  await person.click(desk.getByRole("button", { name: new RegExp(`^Send .* to ${car.owner}`) }));

  await expect(desk).toHaveURL(new RegExp(`/app/work/${order.id}`));
  await expect(desk.getByRole("link", { name: `${order.number}-1`, exact: true })).toBeVisible();
  person.within({ actions: 5, seconds: 30 });
  expect(linkIn(await mailTo(car.email, new RegExp(`${order.number}-1`)))).toContain("/e/");
  await expect.poll(async () => (await api(listEstimates, { params: { id: order.id } })).items[0]?.state).toBe("sent");
  const { items } = await api(listMessages, { query: { q: car.email } });
  expect(items.map((message) => message.status)).toContain("sent");
});
