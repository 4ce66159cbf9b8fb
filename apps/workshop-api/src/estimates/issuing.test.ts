import {
  getEstimate,
  getEstimatePdf,
  getPublicEstimate,
  issueEstimate,
  linkEstimate,
  listCustomerEstimates,
  listEstimates,
  listVehicleEstimates,
  recordDecision,
  sendEstimate,
  withdrawEstimate,
} from "@mechanicbuddy/contract/estimates";
import { pdfPages } from "@mechanicbuddy/documents/pdf-text";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { authorisations, brakes, invoice, oilService, openOrder } from "./testing/order.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

const tokenOf = (url: string) => url.split("/").at(-1) as string;

async function pdfOf(shop: Shop, id: string): Promise<Uint8Array> {
  return shop.call(getEstimatePdf, { params: { id } });
}

async function linkTo(shop: Shop, id: string): Promise<string> {
  return tokenOf((await shop.call(linkEstimate, { params: { id } })).url);
}

test("an estimate freezes the chosen jobs with their sums, as data and as PDF", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const estimate = await shop.call(issueEstimate, { params: { id: order.id }, body: { jobIds: [...order.jobs] } });
  expect(estimate).toMatchObject({
    number: "1042-1",
    state: "issued",
    language: "en",
    netCents: 48_185,
    vatCents: 11_565,
    totalCents: 59_750,
    jobs: [
      { title: "Oil service", totalCents: 18_550, decision: null, changed: false },
      { title: "Front brakes", totalCents: 41_200, decision: null, changed: false },
    ],
  });
  expect(await authorisations(shop, order)).toEqual(["asked", "asked"]);
  const pdf = await pdfOf(shop, estimate.id);
  const paper = pdfPages(pdf).join("\n");
  expect(paper).toContain("1042-1");
  expect(paper).toContain("Marika Kask");
  expect(paper).toContain("597.50");
  const [stored] = await rows<{ snapshot: { pdfSha256: string }; sha256: Buffer }>(
    shop.ctx.db,
    sql`select snapshot, sha256 from estimates`,
  );
  expect(stored?.sha256).toEqual(sha256(canonicalJson(stored?.snapshot)));
  expect(stored?.snapshot.pdfSha256).toBe(sha256(pdf).toString("hex"));
});

test("an issued estimate stays what it was when prices change afterwards", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const { id } = await shop.call(issueEstimate, { params: { id: order.id }, body: { jobIds: order.jobs } });
  const before = await pdfOf(shop, id);
  await run(shop.ctx.db, sql`update lines set unit_price_cents = 1`);
  await run(shop.ctx.db, sql`update requisites set legal_name = 'Other'`);
  expect(sha256(await pdfOf(shop, id))).toEqual(sha256(before));
  expect((await shop.call(getEstimate, { params: { id } })).totalCents).toBe(59_750);
});

test("the next version takes the next number and replaces the one before", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const params = { id: order.id };
  const first = await shop.call(issueEstimate, { params, body: { jobIds: order.jobs } });
  const second = await shop.call(issueEstimate, { params, body: { jobIds: [order.jobs[1] as string] } });
  expect(second).toMatchObject({ number: "1042-2", state: "issued", replacedBy: null });
  expect(await shop.call(getEstimate, { params: { id: first.id } })).toMatchObject({
    state: "replaced",
    replacedBy: "1042-2",
  });
  // What the first version asked and the second does not is no open question any more.
  expect(await authorisations(shop, order)).toEqual(["draft", "asked"]);
  const { items } = await shop.call(listEstimates, { params });
  expect(items.map(({ number }) => number)).toEqual(["1042-2", "1042-1"]);
});

test("twenty versions issued at once get twenty numbers, none twice", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop, { jobs: [brakes] });
  const issued = await Promise.all(
    Array.from({ length: 20 }, () =>
      shop.call(issueEstimate, { params: { id: order.id }, body: { jobIds: order.jobs } }),
    ),
  );
  const numbers = issued.map(({ number }) => Number(number.split("-")[1])).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
});

test("sending mails each address its own link, and only hashes of links are kept", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const sent = await shop.call(issueEstimate, {
    params: { id: order.id },
    body: { jobIds: order.jobs, send: { to: ["marika@example.com", "jaan@example.com", "Marika@example.com"] } },
  });
  expect(sent).toMatchObject({ state: "sent", sentTo: ["Marika@example.com", "jaan@example.com"] });
  const mails = await rows<{ recipients: string[]; body: string; attachment_ids: string[]; status: string }>(
    shop.ctx.db,
    sql`select recipients, body, attachment_ids, status from messages`,
  );
  const tokens = mails.map(({ body }) => /\/e\/([\w-]{43})/.exec(body)?.[1] as string);
  expect(new Set(tokens).size).toBe(2);
  expect(mails[0]).toMatchObject({ status: "queued", attachment_ids: [expect.any(String)] });
  expect(mails[0]?.body).toContain("597.50");
  const stored = await rows<{ text: string }>(shop.ctx.db, sql`select l::text as text from estimate_links l`);
  for (const token of tokens) {
    expect(JSON.stringify(stored)).not.toContain(token);
    expect((await shop.call(getPublicEstimate, { params: { token } }, { as: null })).number).toBe("1042-1");
  }
});

test("a link to hand over is shown once and not kept for a repeated request", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const { id } = await shop.call(issueEstimate, { params: { id: order.id }, body: { jobIds: order.jobs } });
  const idempotencyKey = "handing-over-once";
  const { url } = await shop.call(linkEstimate, { params: { id } }, { idempotencyKey });
  expect(url).toMatch(/^http:\/\/.+\/e\/[\w-]{43}$/);
  const traces = await rows<{ text: string }>(
    shop.ctx.db,
    sql`select k::text as text from idempotency_keys k union all select a::text from audit_entries a`,
  );
  expect(JSON.stringify(traces)).not.toContain(tokenOf(url));
  expect((await shop.call(getEstimate, { params: { id } })).state).toBe("sent");
});

test("the document speaks the customer's language, else the workshop's, unless another is chosen", async () => {
  const shop = await api.newShop({ language: "de" });
  const languageOf = async (number: number, language: string | undefined, chosen?: "fr") => {
    const order = await openOrder(shop, {
      number,
      jobs: [brakes],
      customer: language ? { lastName: "Kask", language } : null,
    });
    const body = { jobIds: order.jobs, ...(chosen ? { language: chosen } : {}) };
    return (await shop.call(issueEstimate, { params: { id: order.id }, body })).language;
  };
  expect(await languageOf(1, "et")).toBe("et");
  expect(await languageOf(2, undefined)).toBe("de");
  expect(await languageOf(3, "fi")).toBe("de");
  expect(await languageOf(4, "et", "fr")).toBe("fr");
});

test("withdrawing takes back an estimate nobody decided, once", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const { id } = await shop.call(issueEstimate, { params: { id: order.id }, body: { jobIds: order.jobs } });
  const token = await linkTo(shop, id);
  expect((await shop.call(withdrawEstimate, { params: { id } })).state).toBe("withdrawn");
  expect(await authorisations(shop, order)).toEqual(["draft", "draft"]);
  expect((await shop.call(getPublicEstimate, { params: { token } }, { as: null })).state).toBe("withdrawn");
  expect((await shop.refused(withdrawEstimate, { params: { id } })).code).toBe("conflict");
  expect((await shop.refused(linkEstimate, { params: { id } })).detail).toBe("1042-1 is withdrawn.");
});

test("what cannot be asked is refused with the reason", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop, {
    jobs: [
      brakes,
      { ...oilService, billing: "warranty" },
      { title: "Look at it" },
      { title: "Core", lines: [{ quantity: "-1" }] },
    ],
  });
  const neighbour = await openOrder(shop, { number: 1043, jobs: [brakes] });
  const [ok, warranty, empty, refund] = order.jobs as [string, string, string, string];
  const reason = async (jobIds: string[], more = {}) => {
    const refused = await shop.refused(issueEstimate, { params: { id: order.id }, body: { jobIds, ...more } });
    return [refused.status, refused.errors?.[0]?.field, refused.errors?.[0]?.message];
  };
  expect(await reason([])).toEqual([422, "jobIds", "Choose at least one job."]);
  expect(await reason([...neighbour.jobs])).toEqual([
    422,
    "jobIds",
    expect.stringContaining("does not exist on this order"),
  ]);
  expect(await reason([warranty])).toEqual([
    422,
    "jobIds",
    "“Oil service” is not the customer's to pay; leave it out.",
  ]);
  expect(await reason([empty])).toEqual([422, "jobIds", "“Look at it” has no lines; add what it costs first."]);
  expect(await reason([refund])).toEqual([422, "jobIds", expect.stringContaining("less than nothing")]);
  expect(await reason([ok], { validUntilOn: "2020-01-01" })).toEqual([
    422,
    "validUntilOn",
    "Choose today or a later day.",
  ]);
  expect(await reason([ok], { send: { to: [] } })).toEqual([422, "send.to", "Enter at least one e-mail address."]);
  expect(await rows(shop.ctx.db, sql`select from estimates`)).toHaveLength(0);
});

test("a closed order gets no estimate", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  await run(shop.ctx.db, sql`update work_orders set stage = 'cancelled', cancelled_at = now(), cancel_reason = 'gone'`);
  const refused = await shop.refused(issueEstimate, { params: { id: order.id }, body: { jobIds: order.jobs } });
  expect([refused.code, refused.detail]).toEqual(["conflict", "Order 1042 is cancelled. Open it again to change it."]);
});

test("an invoiced order is not asked about, and the refusal names the invoice", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop, { jobs: [brakes, oilService] });
  const [pads, oil] = order.jobs as [string, string];
  await shop.call(issueEstimate, { params: { id: order.id }, body: { jobIds: [pads] } });
  await invoice(shop, order, "2026-00031");
  const locked = { code: "locked", detail: "Invoiced as 2026-00031; credit it to change the order." };
  expect(await shop.refused(issueEstimate, { params: { id: order.id }, body: { jobIds: [oil] } })).toMatchObject(
    locked,
  );
  const body = { decision: "approved", method: "in_person", name: "Marika Kask" } as const;
  expect(await shop.refused(recordDecision, { params: { id: oil }, body })).toMatchObject(locked);
});

test("an expired or replaced estimate is not sent again", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const params = { id: order.id };
  const first = await shop.call(issueEstimate, { params, body: { jobIds: order.jobs } });
  const second = await shop.call(issueEstimate, { params, body: { jobIds: order.jobs } });
  const body = { to: ["marika@example.com"] };
  const refused = await shop.refused(sendEstimate, { params: { id: first.id }, body });
  expect(refused.detail).toBe("1042-1 is replaced by 1042-2; use that one.");
  await run(shop.ctx.db, sql`update estimates set valid_until_on = '2020-01-31'`);
  expect((await shop.refused(sendEstimate, { params: { id: second.id }, body })).code).toBe("conflict");
  expect((await shop.call(getEstimate, { params: { id: second.id } })).state).toBe("expired");
});

test("who may not see prices or addresses gets an estimate without them", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const params = { id: order.id };
  await shop.call(issueEstimate, { params, body: { jobIds: order.jobs, send: { to: ["marika@example.com"] } } });
  const seen = await shop.call(listEstimates, { params }, { as: "mechanic" });
  expect(JSON.stringify(seen)).not.toMatch(/Cents|example\.com/);
  expect((await shop.call(listEstimates, { params }, { as: "readonly" })).items[0]).not.toHaveProperty("sentTo");
});

test("another workshop's estimates are not found", async () => {
  const [shop, neighbour] = [await api.newShop(), await api.newShop()];
  const order = await openOrder(shop);
  const { id } = await shop.call(issueEstimate, { params: { id: order.id }, body: { jobIds: order.jobs } });
  const token = await linkTo(shop, id);
  for (const route of [getEstimate, getEstimatePdf, withdrawEstimate, linkEstimate] as const) {
    expect((await neighbour.refused(route, { params: { id } })).code).toBe("not_found");
  }
  expect((await neighbour.refused(listEstimates, { params: { id: order.id } })).code).toBe("not_found");
  expect((await neighbour.refused(getPublicEstimate, { params: { token } }, { as: null })).code).toBe("gone");
});

test("reading costs one round trip, however many versions there are", async () => {
  const shop = await api.newShop();
  const order = await openOrder(shop);
  const params = { id: order.id };
  const { id } = await shop.call(issueEstimate, { params, body: { jobIds: order.jobs } });
  const one = await shop.answer(listEstimates, { params });
  for (let n = 0; n < 5; n++) await shop.call(issueEstimate, { params, body: { jobIds: order.jobs } });
  const six = await shop.answer(listEstimates, { params });
  expect([one.cost.roundTrips, six.cost.roundTrips]).toEqual([1, 1]);
  expect(six.cost.statements).toBe(one.cost.statements);
  expect((await shop.answer(getEstimate, { params: { id } })).cost.roundTrips).toBe(1);
  const issued = await shop.answer(issueEstimate, { params, body: { jobIds: order.jobs } });
  // Lock, facts, seller, file, version, reply: each needs the answer before it.
  expect(issued.cost.roundTrips).toBeLessThanOrEqual(12);
});

test("a customer and a car show the estimates of all their orders, the newest first, without sums for a mechanic", async () => {
  const shop = await api.newShop();
  const first = await openOrder(shop);
  await shop.call(issueEstimate, { params: { id: first.id }, body: { jobIds: [...first.jobs] } });
  await shop.call(issueEstimate, { params: { id: first.id }, body: { jobIds: first.jobs.slice(0, 1) } });
  const other = await openOrder(shop, { number: 1043, customer: { lastName: "Tamm" } });
  await shop.call(issueEstimate, { params: { id: other.id }, body: { jobIds: [...other.jobs] } });
  const [ids] = await rows<{ customerId: string; vehicleId: string }>(
    shop.ctx.db,
    sql`select customer_id as "customerId", vehicle_id as "vehicleId" from work_orders where id = ${first.id}`,
  );
  const customer = { params: { id: ids?.customerId ?? "" } };
  const vehicle = { params: { id: ids?.vehicleId ?? "" } };
  const { items } = await shop.call(listCustomerEstimates, customer);
  expect(items.map(({ number, state }) => [number, state])).toEqual([
    ["1042-2", "issued"],
    ["1042-1", "replaced"],
  ]);
  expect((await shop.call(listVehicleEstimates, vehicle)).items).toEqual(items);
  const seen = await shop.answer(listVehicleEstimates, vehicle, { as: "mechanic" });
  expect(seen.body.items[0]).not.toHaveProperty("totalCents");
  expect(seen.cost.roundTrips).toBe(1);
  expect((await shop.refused(listVehicleEstimates, customer)).code).toBe("not_found");
});
