import * as contract from "@mechanicbuddy/contract/catalogue";
import { one } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as catalogue from "./catalogue.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const labour = { kind: "labour", description: "Change oil", quantity: "1.5", unit: "HUR" } as const;
const terms = { priceMode: "gross", discountPercent: 0 } as const;
const addJob = (body: object = {}) =>
  shop.call(contract.createCannedJob, {
    body: { code: "OIL", title: "Oil service", category: "Service", lines: [labour], ...body },
  });

async function taxRateId(code: string): Promise<string> {
  return (await one<{ id: string }>(shop.ctx.db, sql`select id from tax_rates where code = ${code}`)).id;
}

async function rateId(): Promise<string> {
  return ((await shop.call(contract.listLabourRates)).items[0] as contract.LabourRate).id;
}

describe("labour rates", () => {
  const rate = async () => ({ name: "Diagnosis", priceCents: 9600, taxRateId: await taxRateId("24") });

  test("are added in the workshop's mode and hide their price from mechanics", async () => {
    const { status, body, cost } = await shop.answer(contract.createLabourRate, { body: await rate() });
    expect(status).toBe(201);
    expect(cost.roundTrips).toBe(3);
    expect(body).toMatchObject({ name: "Diagnosis", priceCents: 9600, priceMode: "gross", isDefault: false });
    const { items } = await shop.call(contract.listLabourRates, {}, { as: "mechanic" });
    expect(items.map((one) => one.name)).toEqual(["Workshop hour", "Diagnosis"]);
    expect(items[0]).not.toHaveProperty("priceCents");
  });

  test("have exactly one default, which new labour and canned jobs take", async () => {
    const { id } = await addJob({});
    const made = await shop.call(contract.createLabourRate, { body: { ...(await rate()), isDefault: true } });
    const { items } = await shop.call(contract.listLabourRates);
    expect(items.filter((one) => one.isDefault).map((one) => one.id)).toEqual([made.id]);
    expect(await catalogue.defaultLabourRate(shop.ctx)).toMatchObject({
      id: made.id,
      priceCents: 9600,
      taxPercent: "24.00",
    });
    expect(await catalogue.defaultLabourRate(shop.ctx, "net")).toMatchObject({ priceCents: 7742, priceMode: "net" });
    expect((await catalogue.priced(shop.ctx, id, terms)).lines[0]?.unitPriceCents).toBe(9600);
    const { version } = made;
    for (const body of [
      { version, isDefault: false },
      { version, archived: true },
    ]) {
      const refused = await shop.refused(contract.updateLabourRate, { params: { id: made.id }, body });
      expect(refused.detail).toContain("make another one the default");
    }
    expect((await shop.refused(contract.deleteLabourRate, { params: { id: made.id } })).code).toBe("in_use");
  });

  test("in use are archived, not deleted", async () => {
    const { id, version } = await shop.call(contract.createLabourRate, { body: await rate() });
    const job = await addJob({ lines: [{ ...labour, labourRateId: id }] });
    expect(await shop.refused(contract.deleteLabourRate, { params: { id } })).toMatchObject({
      code: "in_use",
      usedIn: [{ kind: "canned_job", id: job.id }],
    });
    const archived = await shop.call(contract.updateLabourRate, { params: { id }, body: { version, archived: true } });
    expect(archived.archivedAt).not.toBeNull();
    expect((await catalogue.priced(shop.ctx, job.id, terms)).lines[0]?.unitPriceCents).toBe(9600);
    const stale = await shop.refused(contract.updateLabourRate, { params: { id }, body: { version, name: "X" } });
    expect(stale).toMatchObject({ code: "conflict", current: { name: "Diagnosis" } });
  });

  test("need a tax rate that is there; unused ones can be deleted", async () => {
    const body = { ...(await rate()), taxRateId: newId() };
    expect((await shop.refused(contract.createLabourRate, { body })).errors?.[0]?.field).toBe("taxRateId");
    const { id } = await shop.call(contract.createLabourRate, { body: await rate() });
    await shop.call(contract.deleteLabourRate, { params: { id } });
    expect((await shop.refused(contract.getLabourRate, { params: { id } })).code).toBe("not_found");
  });
});

test("labour of a canned job may name its own rate", async () => {
  const id = await rateId();
  const job = await addJob({ lines: [{ ...labour, labourRateId: id }] });
  expect(job.lines).toMatchObject([{ labourRateId: id, priceTodayCents: 7800 }]);
});
