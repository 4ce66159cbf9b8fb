import { addJob, addLine, getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, open, test } from "../test.ts";

const amount = (cents: number) => (cents / 100).toFixed(2);

test("three bulbs at 9.99, ten per cent off: the screen says what the API says; less than nothing off is refused", async ({
  desk,
}) => {
  const order = await openOrder(await knownCar());
  const job = await api(addJob, { params: { id: order.id }, body: { title: "Bulbs" } });
  const bulbs = { kind: "part", description: "Bulb", quantity: "3", unitPriceCents: 999 } as const;
  await api(addLine, { params: { id: job.id }, body: bulbs });
  await open(desk, `/app/work/${order.id}`);

  await desk.getByRole("link", { name: "Edit line Bulb" }).click();
  await desk.getByLabel("Disc. %").fill("-10");
  await desk.getByLabel("Disc. %").press("Enter");
  await expect(desk.getByRole("alert")).toContainText("between 0 and 100");
  await expect(desk.getByLabel("Disc. %")).toHaveValue("-10");

  await desk.getByLabel("Disc. %").fill("10");
  await desk.getByLabel("Disc. %").press("Enter");
  await expect(desk.getByRole("table").getByText("26.97").first()).toBeVisible();
  await expect.poll(async () => (await totalsOf(order.id))?.totalCents).toBe(2697);
  const totals = await totalsOf(order.id);
  const shown = desk.getByRole("region", { name: "Totals" });
  for (const cents of [totals?.netCents, totals?.vatCents, totals?.totalCents]) {
    await expect(shown).toContainText(amount(cents ?? 0));
  }
});

async function totalsOf(orderId: string) {
  return (await api(getWorkOrder, { params: { id: orderId } })).totals;
}
