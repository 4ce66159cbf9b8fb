import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as contract from "@mechanicbuddy/contract/everything";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { afterAll, beforeAll, expect, test } from "vitest";
import { furnish } from "../../testing/furnish.ts";
import { openTestApi, type Shop, type TestApi } from "../../testing/shop.ts";
import { expire, run } from "./making.ts";
import { type Manifest, pack } from "./packing.ts";
import { restore } from "./restoring.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await api.newShop();
  await furnish(shop);
}, 60_000);
afterAll(() => api.close());

/** The furnished workshop's archive, as its owner fetches it. */
async function fetchArchive(): Promise<{ path: string; bytes: Buffer; made: contract.Export }> {
  const [waiting] = (await shop.call(contract.listExports)).items;
  const { id } = waiting?.state === "waiting" ? waiting : await shop.call(contract.createExport);
  await run(shop.ctx, id);
  const made = (await shop.call(contract.listExports)).items.find((one) => one.id === id) as contract.Export;
  const { body } = await shop.answer(contract.getExportFile, { params: { id } });
  const path = join(tmpdir(), `${randomUUID()}.zip`);
  const bytes = Buffer.from(body as unknown as Uint8Array);
  await writeFile(path, bytes);
  return { path, bytes, made };
}

test("everything leaves as one archive, and an empty workshop made from it is the same: counts and hashes are equal", async () => {
  const { path, bytes, made } = await fetchArchive();
  expect(made).toMatchObject({ state: "done", bytes: bytes.length, sha256: sha256(bytes).toString("hex") });

  const empty = api.ground.contextOf(await api.ground.newTenant());
  const brought = await restore(empty, path);
  const counts = new Map(brought.tables.map(({ name, rows }) => [name, rows]));
  expect(counts.get("customers")).toBeGreaterThan(0);
  expect(counts.get("invoices")).toBeGreaterThan(0);
  expect(brought.bundles.length).toBeGreaterThan(0);

  const again = await pack(empty, { signal: undefined, onTable: async () => undefined });
  const second = api.ground.contextOf(await api.ground.newTenant());
  const compared = await restore(second, again.path);
  await again.done();
  expect(compared.tables).toEqual(brought.tables);
  const contents = (of: Manifest) => of.bundles.map(({ name, files }) => [name, files]);
  expect(contents(compared)).toEqual(contents(brought));
}, 60_000);

test("an archive holds no password, no device and no key", async () => {
  const { bytes, path } = await fetchArchive();
  const empty = api.ground.contextOf(await api.ground.newTenant());
  const { tables } = await restore(empty, path);
  const names = tables.map(({ name }) => name);
  expect(names.filter((name) => /session|link|idempotency/.test(name))).toEqual([]);
  expect(bytes.includes("argon2")).toBe(false);
});

test("a workshop somebody works in is not written over, and a damaged archive not believed", async () => {
  const { path, bytes } = await fetchArchive();
  await expect(restore(shop.ctx, path)).rejects.toMatchObject({ code: "conflict" });
  const hurt = Buffer.from(bytes);
  const at = hurt.indexOf("files/") + 200;
  hurt[at] = (hurt[at] ?? 0) ^ 1;
  await writeFile(path, hurt);
  const empty = api.ground.contextOf(await api.ground.newTenant());
  await expect(restore(empty, path)).rejects.toThrow();
});

test("an archive can be fetched for seven days, by the owner alone, and one is made at a time", async () => {
  const { made } = await fetchArchive();
  const params = { id: made.id };
  expect((await shop.answer(contract.getExportFile, { params }, { as: "manager" })).status).toBe(403);
  const later = { ...shop.ctx, now: () => new Date(Date.now() + 8 * 86_400_000) };
  await expire(later);
  expect((await shop.refused(contract.getExportFile, { params })).code).toBe("gone");
  const first = await shop.call(contract.createExport);
  expect((await shop.refused(contract.createExport)).code).toBe("conflict");
  await run(shop.ctx, first.id);
});
