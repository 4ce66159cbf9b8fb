import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, open, signIn, test } from "../test.ts";

test("two add lines at once: both lines are there", async ({ desk, page: mart }) => {
  const order = await openOrder(await knownCar(), "Oil service");
  await signIn(mart, "mart");
  for (const one of [desk, mart]) await open(one, `/app/work/${order.id}`);

  await desk.getByRole("combobox", { name: /^Part, / }).fill("fee 12 disposal");
  await mart.getByRole("combobox", { name: /^Part, / }).fill("fee 3 cleaning");
  await Promise.all([desk, mart].map((one) => one.getByRole("button", { name: "Add line" }).click()));

  await expect.poll(async () => descriptionsOf(order.id)).toEqual(expect.arrayContaining(["disposal", "cleaning"]));
  for (const one of [desk, mart]) {
    await open(one, `/app/work/${order.id}`);
    for (const text of ["disposal", "cleaning"]) await expect(one.getByRole("table").getByText(text)).toBeVisible();
  }
});

test("a clash on one line shows both values and who typed the other, and loses neither", async ({
  desk,
  page: mart,
}) => {
  const order = await openOrder(await knownCar(), "Wiper blades");
  const line = order.jobs[0]?.lines.find(({ kind }) => kind === "part");
  await signIn(mart, "mart");
  for (const one of [desk, mart]) {
    await open(one, `/app/work/${order.id}`);
    await one.getByRole("link", { name: `Edit line ${line?.description}` }).click();
  }

  await mart.getByLabel("Price").fill("30.00");
  await mart.getByLabel("Price").press("Enter");
  await expect.poll(async () => priceOf(order.id, line?.id)).toBe(3000);
  await desk.getByLabel("Price").fill("35.00");
  await desk.getByLabel("Price").press("Enter");

  const clash = desk.getByText(/Mart Kuusk set this to .*30\.00 while you typed .*35\.00/);
  await expect(clash).toBeVisible();
  await desk.getByRole("button", { name: "Keep mine" }).click();
  await expect.poll(async () => priceOf(order.id, line?.id)).toBe(3500);
  await expect(clash).toBeHidden();
});

async function descriptionsOf(orderId: string): Promise<string[]> {
  const { jobs } = await api(getWorkOrder, { params: { id: orderId } });
  return jobs.flatMap((job) => job.lines).map((line) => line.description);
}

async function priceOf(orderId: string, lineId: string | undefined): Promise<number | undefined> {
  const { jobs } = await api(getWorkOrder, { params: { id: orderId } });
  return jobs.flatMap((job) => job.lines).find(({ id }) => id === lineId)?.unitPriceCents;
}
