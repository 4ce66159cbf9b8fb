import { listEstimates } from "@mechanicbuddy/contract/estimates";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api, askedByMail, knownCar, openOrder } from "../backstage.ts";
import { anAddress, expect, test } from "../test.ts";

test("a mail scanner that follows the link opens nothing and approves nothing; a person does", async ({
  phone,
  site,
}) => {
  const car = await knownCar();
  const order = await openOrder(car, "Brake fluid");
  const link = await askedByMail(order, car);
  const stateNow = async () => (await api(listEstimates, { params: { id: order.id } })).items[0]?.state;
  await expect.poll(stateNow).toBe("sent");

  const scanner = { "user-agent": "LinkScanner/1.0", "x-forwarded-for": anAddress() };
  const { pathname } = new URL(link);
  for (const path of [pathname, `${pathname}/pdf`]) {
    const { status } = await fetch(new URL(path, site), { headers: scanner });
    expect(status).toBe(200);
  }
  await fetch(new URL(pathname, site), { method: "HEAD", headers: scanner });
  expect(await stateNow()).toBe("sent");
  const { jobs } = await api(getWorkOrder, { params: { id: order.id } });
  expect(jobs.map((job) => job.authorisation)).toEqual(["asked"]);

  await phone.goto(link);
  await expect.poll(stateNow).toBe("opened");
});
