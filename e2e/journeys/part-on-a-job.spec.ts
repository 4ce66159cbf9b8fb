import { getPart, listParts } from "@mechanicbuddy/contract/parts";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { countedActions } from "../actions.ts";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("a part is put on a job by its code in three actions, with name, price and what is free of it", async ({
  desk,
}) => {
  const car = await knownCar();
  const order = await openOrder(car, "Front brakes");
  await open(desk, `/app/work/${order.id}`);
  const person = countedActions(desk);

  await person.press("/");
  await person.fill(desk.locator(":focus"), "C30005");
  await person.press("Enter");

  await expect(desk.getByRole("link", { name: "Edit line Air filter" })).toBeVisible();
  person.within({ actions: 3, seconds: 10 });
  const lines = (await api(getWorkOrder, { params: { id: order.id } })).jobs.flatMap((job) => job.lines);
  const filter = lines.find(({ code }) => code === "C30005");
  expect(filter).toMatchObject({ kind: "part", description: "Air filter", unitPriceCents: 2240, partStatus: "needed" });
  const { items } = await api(listParts, { query: { q: "C30005" } });
  const part = await api(getPart, { params: { id: items[0]?.id ?? "" } });
  expect(filter?.available).toBe(part.available);
});
