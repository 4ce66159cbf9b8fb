import { getPart, listParts } from "@mechanicbuddy/contract/parts";
import { addJob, addLine, getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { countedActions } from "../actions.ts";
import { api, knownCar, newName, openOrder } from "../backstage.ts";
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

test("somebody new is added to people and to the job within the order; a part says whether the shelf has it", async ({
  office,
}) => {
  const order = await openOrder(await knownCar(), "Front brakes");
  const job = await api(addJob, { params: { id: order.id }, body: { title: "Air filter" } });
  const { items } = await api(listParts, { query: { q: "C30005" } });
  const partId = items[0]?.id ?? "";
  const free = Number((await api(getPart, { params: { id: partId } })).available);
  await api(addLine, { params: { id: job.id }, body: { kind: "part", partId, quantity: String(free + 1) } });
  await open(office, `/app/work/${order.id}`);
  const card = office.getByRole("article").filter({ has: office.getByRole("heading", { name: /Air filter/ }) });
  await expect(card.getByText("short", { exact: true })).toBeVisible();

  const name = newName();
  await card.getByText("Job and mechanics").click();
  await card.getByText("Somebody new").click();
  await card.getByLabel("First name").fill("Uku");
  await card.getByLabel("Last name").fill(name);
  await card.getByRole("button", { name: "Add to people and to this job" }).click();
  await expect(card.getByRole("checkbox", { name: `Uku ${name}` })).toBeChecked();
  const saved = await api(getWorkOrder, { params: { id: order.id } });
  expect(saved.jobs.find(({ id }) => id === job.id)?.mechanics).toMatchObject([{ name: `Uku ${name}` }]);
});
