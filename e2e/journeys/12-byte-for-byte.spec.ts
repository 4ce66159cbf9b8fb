import { issueInvoice } from "@mechanicbuddy/contract/invoices";
import { listTaxRates, updateTaxRate } from "@mechanicbuddy/contract/settings";
import { neighbour, neighboursOrder } from "../backstage.ts";
import { expect, signIn, test } from "../test.ts";

test("we moved and the VAT rate rose: the old invoice downloads byte for byte as it was, the new one says the new", async ({
  browser,
}) => {
  const site = (process.env.E2E_SITE ?? "").replace("localhost", "brightside.localhost");
  const context = await browser.newContext({ baseURL: site });
  const anna = await context.newPage();
  await signIn(anna, "anna");
  const { id } = await neighboursOrder(["1"]);
  const old = await neighbour(issueInvoice, { params: { id }, body: {} });
  const download = (invoiceId: string) =>
    anna.evaluate(async (address) => {
      const response = await fetch(address);
      return { type: response.headers.get("content-type"), bytes: [...new Uint8Array(await response.arrayBuffer())] };
    }, `/app/invoices/${invoiceId}/pdf`);
  const before = await download(old.id);
  expect(before.type).toBe("application/pdf");

  await anna.goto("/app/settings/company");
  await anna.getByLabel("Street").fill("2 New Harbour Row");
  await anna.getByRole("button", { name: "Save", exact: true }).click();
  await expect(anna.getByText("Saved.", { exact: true })).toBeVisible();
  const [rate] = (await neighbour(listTaxRates)).items;
  if (rate === undefined) throw new Error("The neighbour has no tax rate");
  const raised = { params: { id: rate.id }, body: { version: rate.version, percent: 22 } };
  await expect(neighbour(updateTaxRate, raised)).rejects.toThrow("in_use");

  expect(await download(old.id)).toEqual(before);
  const next = await neighboursOrder(["1"]);
  const moved = await neighbour(issueInvoice, { params: { id: next.id }, body: {} });
  expect((await download(moved.id)).bytes).not.toEqual(before.bytes);
  await context.close();
});
