import { listEmployees } from "@mechanicbuddy/contract/people";
import { updateJob } from "@mechanicbuddy/contract/work-orders";
import { countedActions } from "../actions.ts";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, open, signIn, test } from "../test.ts";

test("a mechanic lands on the own jobs, starts a car, notes the cause and is done; no price is in sight", async ({
  phone,
}) => {
  const car = await knownCar();
  const order = await openOrder(car, "Front brakes");
  const { items } = await api(listEmployees, { query: { q: "Greta" } });
  const [job] = order.jobs;
  await api(updateJob, {
    params: { id: job?.id ?? "" },
    body: { version: job?.version ?? 1, mechanicIds: items.map(({ id }) => id) },
  });
  await signIn(phone, "greta");
  await expect(phone).toHaveURL(/\/app\/my-jobs$/);
  await open(phone, "/app/my-jobs");
  const card = phone.getByRole("article", { name: `${car.plate}, Front brakes` });
  const person = countedActions(phone);

  await person.click(card.getByRole("button", { name: `Start ${car.plate}` }));
  await expect(card.getByText("In work", { exact: false }).first()).toBeVisible();
  await person.fill(card.getByLabel("Cause"), "pads at 2 mm");
  await person.click(card.getByRole("button", { name: "Save" }));
  await expect(card.getByText("Saved.")).toBeVisible();
  person.within({ actions: 4, seconds: 10 });
  await expect(card).not.toContainText("€");

  await card.getByRole("button", { name: "Done" }).click();
  await phone.getByText(/^Done \d+$/).click();
  await expect(card.getByLabel("Cause")).toHaveValue("pads at 2 mm");
  await card.getByRole("button", { name: "Not done yet" }).click();
  await expect(card.getByRole("button", { name: "Done", exact: true })).toBeVisible();
});
