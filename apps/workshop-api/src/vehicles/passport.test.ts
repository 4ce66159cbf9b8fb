import { searchAll } from "@mechanicbuddy/contract/search";
import * as contract from "@mechanicbuddy/contract/vehicles";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addJob, addVisit } from "../customers/testing/paper.ts";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { recalculate } from "./due-items.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

test("a car shows the plates it carried before, and is found by them", async () => {
  const shop = await api.newShop();
  const { id } = await shop.call(contract.createVehicle, { body: { plate: "111 AAA" } });
  await shop.call(contract.updateVehicle, { params: { id }, body: { version: 1, plate: "222 BBB" } });
  const { version } = await shop.call(contract.getVehicle, { params: { id } });
  const car = await shop.call(contract.updateVehicle, { params: { id }, body: { version, plate: "333 CCC" } });
  expect(car.formerPlates).toMatchObject([{ plate: "222 BBB" }, { plate: "111 AAA" }]);
  expect((await shop.call(searchAll, { query: { q: "111-aaa" } })).items).toMatchObject([{ kind: "vehicle", id }]);
});

test("readings that came by import move what falls due by distance, by the next night", async () => {
  const shop = await api.newShop();
  const { id } = await shop.call(contract.createVehicle, { body: { plate: "444 DDD" } });
  const body = { title: "Oil", kind: "service" as const, dueOdometer: 100_000 };
  await shop.call(contract.createDueItem, { params: { id }, body });
  await run(
    shop.ctx.db,
    sql`insert into odometer_readings (id, vehicle_id, value, unit, read_at, source, created_at)
      values (${newId()}, ${id}, 101000, 'km', '2026-01-05T10:00:00Z', 'import', now() + interval '1 hour')`,
  );
  await recalculate(shop.ctx);
  const { items } = await shop.call(contract.listDueItems, { params: { id } });
  expect(items[0]?.nextDueOn).toBe("2026-01-05");
  const late = await shop.call(contract.listVehicles, { query: { dueBefore: "2026-02-01" } });
  expect(late.items).toMatchObject([{ id, nextDueOn: "2026-01-05" }]);
});

test("the history shows the photos of each job", async () => {
  const shop = await api.newShop();
  const { id: vehicleId } = await shop.call(contract.createVehicle, { body: { plate: "555 EEE" } });
  const workOrderId = await addVisit(shop.ctx, { number: 1, vehicleId, odometer: 50_000 });
  const jobId = await addJob(shop.ctx, { workOrderId, title: "Brakes", doneAt: "2026-05-02T10:00:00Z" });
  const photo = newId();
  await run(
    shop.ctx.db,
    sql`insert into files (id, sha256, media_type, bytes, name, owner_kind, owner_id, caption)
      values (${photo}, sha256('x'), 'image/jpeg', 1, 'disc.jpg', 'job', ${jobId}, 'Worn disc')`,
  );
  const { items } = await shop.call(contract.listVehicleHistory, { params: { id: vehicleId } });
  expect(items[0]?.photos).toMatchObject([{ id: photo, caption: "Worn disc" }]);
  expect(items[0]?.photos[0]?.addresses.large).toMatch(/^\//);
});
