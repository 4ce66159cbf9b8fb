import { addLine, getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

test("an order is copied from its menu; a line goes to another job; gates are listed with the way there", async ({
  desk,
}) => {
  const order = await openOrder(await knownCar(), "Front brakes", "Oil service");
  const [brakes, oil] = order.jobs;
  const line = { kind: "fee" as const, description: "Tyre disposal", quantity: "1", unitPriceCents: 500 };
  await api(addLine, { params: { id: brakes?.id ?? "" }, body: line });

  await open(desk, `/app/work/${order.id}`);
  const card = desk.getByRole("article", { name: /Front brakes/ });
  await card.getByText("Move lines").first().click();
  await card.getByRole("checkbox", { name: "Tyre disposal" }).check();
  await card.getByRole("button", { name: "Move lines" }).click();
  await expect
    .poll(async () => {
      const { jobs } = await api(getWorkOrder, { params: { id: order.id } });
      return jobs.find(({ id }) => id === oil?.id)?.lines.map(({ description }) => description);
    })
    .toContain("Tyre disposal");
  await expect(desk.getByRole("article", { name: /Oil service/ })).toContainText("Tyre disposal");

  await desk.getByLabel("More", { exact: true }).first().click();
  await desk.getByRole("button", { name: "Copy at the same prices" }).click();
  await expect(desk).not.toHaveURL(new RegExp(order.id));
  await expect(desk.getByRole("article", { name: /Oil service/ })).toContainText("Tyre disposal");
});
