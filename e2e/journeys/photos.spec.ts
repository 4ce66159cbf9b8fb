import { issueEstimate, linkEstimate } from "@mechanicbuddy/contract/estimates";
import { listEmployees } from "@mechanicbuddy/contract/people";
import { updateJob } from "@mechanicbuddy/contract/work-orders";
import { api, knownCar, openOrder } from "../backstage.ts";
import { expect, open, signIn, test } from "../test.ts";

/** A red square as a camera's file. */
const shot = {
  name: "IMG_0042.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAMAAACWlYwtAAAAA1BMVEWqMzM4LuFKAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAGklEQVRIie3BgQAAAADDoPlTX+AIVQEAAHQNDDAAAWReGocAAAAASUVORK5CYII=",
    "base64",
  ),
};

test("a mechanic photographs a job with one tap and the shutter; the counter writes what it shows; the customer sees it", async ({
  desk,
  phone,
  browser,
}) => {
  const car = await knownCar();
  const order = await openOrder(car, "Front brakes");
  const { items } = await api(listEmployees, { query: { q: "Greta" } });
  const [job] = order.jobs;
  const mechanicIds = items.map(({ id }) => id);
  await api(updateJob, { params: { id: job?.id ?? "" }, body: { version: job?.version ?? 1, mechanicIds } });

  await signIn(phone, "greta");
  await open(phone, "/app/my-jobs");
  const card = phone.getByRole("article", { name: `${car.plate}, Front brakes` });
  await card.getByLabel("Photo", { exact: true }).setInputFiles(shot);
  await expect(card.getByRole("list", { name: "Photos of Front brakes" }).getByRole("img")).toBeVisible();

  await open(desk, `/app/work/${order.id}`);
  const jobCard = desk.getByRole("article", { name: /Front brakes/ });
  await jobCard.getByText("Captions and removing").click();
  await jobCard.getByLabel("What IMG_0042.jpg shows").fill("Worn pads");
  await jobCard.getByRole("group").filter({ hasText: "Captions" }).getByRole("button", { name: "Save" }).click();
  await jobCard.getByRole("link", { name: "Worn pads" }).click();
  const view = desk.getByRole("dialog", { name: /Photos of job/ });
  await expect(view.getByRole("img", { name: "Worn pads" })).toBeVisible();
  await desk.keyboard.press("Escape");
  await expect(view).toBeHidden();

  const jobIds = order.jobs.map(({ id }) => id);
  const estimate = await api(issueEstimate, { params: { id: order.id }, body: { jobIds } });
  const { url } = await api(linkEstimate, { params: { id: estimate.id } });
  const customer = await browser.newPage({ baseURL: process.env.E2E_SITE, viewport: { width: 390, height: 844 } });
  await customer.goto(new URL(url).pathname);
  const photo = customer.getByRole("list", { name: "Photos: Front brakes" }).getByRole("img", { name: "Worn pads" });
  await photo.scrollIntoViewIfNeeded();
  await expect(photo).not.toHaveJSProperty("naturalWidth", 0);
  await customer.close();
});

test("a file that is no picture is refused in words, and the page stays", async ({ desk }) => {
  const order = await openOrder(await knownCar(), "Front brakes");
  await open(desk, `/app/work/${order.id}`);
  const papers = desk.getByRole("region", { name: "Photos and papers" });
  const drawing = { name: "logo.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<svg/>") };
  await papers.getByLabel("Add photos or PDFs").setInputFiles(drawing);
  await expect(papers.getByText("That is not a picture we can read.")).toBeVisible();
});
