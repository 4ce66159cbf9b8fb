import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, findings, open, test } from "../test.ts";

test("from a code to a job in the order: the mechanic's mate answers with sources, and a person accepts its draft", async ({
  desk,
}) => {
  const order = await openOrder(await knownCar());
  await open(desk, `/app/work/${order.id}`);
  await desk.getByLabel("More", { exact: true }).first().click();
  await desk.getByRole("link", { name: "Ask the mechanic's mate" }).click();
  await expect(desk.getByText("Nothing is added to the order by itself.")).toBeVisible();
  await desk.getByLabel("What do you want to know?").fill("P0420 is stored, the engine lamp is on");
  await desk.getByRole("button", { name: "Ask" }).click();
  const answer = desk.getByRole("article", { name: "Answer" });
  await expect(answer).toContainText("Catalyst efficiency");
  await expect(answer.getByText(/^Warning:/).first()).toBeVisible();
  expect((await api(getWorkOrder, { params: { id: order.id } })).jobs).toHaveLength(order.jobs.length);
  expect(await findings(desk)).toEqual([]);
  const draft = desk.getByRole("region", { name: "Job" });
  await expect(draft).toContainText("Diagnose P0420");
  await draft.getByRole("button", { name: "Accept" }).click();
  await expect(desk.getByText("Added to the order.")).toBeVisible();
  await desk.getByLabel("Test", { exact: true }).selectOption("Catalyst efficiency");
  await desk.getByRole("button", { name: "Start the test" }).click();
  await expect(desk.getByText("Are there other codes?")).toBeVisible();
  await open(desk, `/app/work/${order.id}`);
  await expect(desk.getByRole("article", { name: /Diagnose P0420/ })).toBeVisible();
});

test("without script the same is asked and accepted", async ({ browser, signedIn }) => {
  const order = await openOrder(await knownCar());
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: signedIn });
  const plain = await context.newPage();
  await plain.goto(`/app/work/${order.id}/mate`);
  await plain.getByLabel("What do you want to know?").fill("P0171 came back");
  await plain.getByRole("button", { name: "Ask" }).click();
  await expect(plain.getByRole("article", { name: "Answer" })).toContainText("lean");
  await plain.getByRole("region", { name: "Note on the order" }).getByRole("button", { name: "Accept" }).click();
  await expect(plain.getByText("Added to the order.")).toBeVisible();
  await context.close();
});

test("what a draft comes to is shown before anybody accepts it", async ({ desk }) => {
  const order = await openOrder(await knownCar());
  const asked = encodeURIComponent("P0171 is stored: book the diagnosis, first hour");
  await open(desk, `/app/work/${order.id}/mate?about=${asked}`);
  await desk.getByRole("button", { name: "Ask" }).click();
  const draft = desk.getByRole("region", { name: "Job" });
  const shown = draft.getByRole("group", { name: "What accepting adds" });
  await expect(shown).toContainText("1 h Diagnosis");
  const text = await shown.innerText();
  expect(await findings(desk)).toEqual([]);
  await draft.getByRole("button", { name: "Accept" }).click();
  await expect(desk.getByText("Added to the order.")).toBeVisible();
  const { jobs } = await api(getWorkOrder, { params: { id: order.id } });
  expect(text).toContain(((jobs.at(-1)?.totalCents ?? 0) / 100).toFixed(2));
});

test("at the bench one asks without an order, from the navigation", async ({ desk }) => {
  await desk.goto("/app");
  await desk.getByRole("navigation").getByRole("link", { name: "Mechanic's mate" }).first().click();
  await desk.getByLabel("What do you want to know?").fill("What does P0301 mean?");
  await desk.getByRole("button", { name: "Ask" }).click();
  await expect(desk.getByRole("article", { name: "Answer" }).last()).toContainText(/cylinder 1/i);
});
