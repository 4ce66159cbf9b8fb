import { gunzipSync } from "node:zlib";
import * as contract from "@mechanicbuddy/contract/audit";
import { createCustomer } from "@mechanicbuddy/contract/customers";
import { getFile } from "@mechanicbuddy/contract/files";
import { getSettings, updateSettings } from "@mechanicbuddy/contract/settings";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { verifyWorkshop } from "../../scripts/verify.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { archive } from "./archive.ts";
import { seal } from "./chain.ts";
import { sealHash } from "./seal-hash.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  await shop.call(createCustomer, { body: { kind: "private", firstName: "Mari", lastName: "Quillfeather" } });
  await payWithin(21);
  // What stands in the log so far is of another time.
  await asOwner("update audit_entries set at = at - interval '25 months'");
  api.clock.advance(20 * 60_000);
  await seal(shop.ctx);
  await payWithin(30);
  api.clock.advance(20 * 60_000);
  await seal(shop.ctx);
});

async function payWithin(dueDays: number): Promise<void> {
  const { version } = await shop.call(getSettings);
  await shop.call(updateSettings, { body: { version, dueDays } });
}

const asOwner = (change: string) =>
  withClient(api.ground.owner, async (client) => {
    await client.query(`set search_path to tenant_${shop.id}, extensions`);
    for (const table of ["audit_entries", "audit_archives"]) {
      await client.query(`alter table ${table} disable trigger user`);
    }
    await client.query(change);
    for (const table of ["audit_entries", "audit_archives"]) {
      await client.query(`alter table ${table} enable trigger user`);
    }
  });

const verify = () => shop.call(contract.verifyAudit);
const inTable = () => one<{ n: number }>(shop.ctx.db, sql`select count(*)::int as n from audit_entries`);

test("entries older than 24 months leave for a file, younger ones stay, and the whole log still verifies", async () => {
  const before = await verify();
  await archive(shop.ctx);
  const after = await verify();
  expect(after).toMatchObject({ intact: true, entries: before.entries, problems: [] });
  const [put] = after.archives;
  expect(put?.entries).toBeGreaterThanOrEqual(2);
  expect((await inTable()).n).toBe(before.entries - (put?.entries ?? 0) + 1);
  expect((await verifyWorkshop(shop.ctx)).checked).toContain(
    `${before.entries} audit entries (${put?.entries} in archives)`,
  );
  const { items } = await shop.call(contract.listAudit, { query: { action: "settings.update" } });
  expect(items).toMatchObject([{ after: { dueDays: 30 } }]);
});

test("an archive verifies by itself, names nobody, and is read by whoever may read the log", async () => {
  await archive(shop.ctx);
  const [put] = (await verify()).archives;
  const params = { id: put?.fileId ?? "" };
  const bytes = (await shop.call(getFile, { params })) as unknown as Uint8Array;
  const text = gunzipSync(Buffer.from(bytes)).toString();
  expect(text).not.toContain("Quillfeather");
  const lines = text.trimEnd().split("\n");
  const { seal } = JSON.parse(lines.at(-1) ?? "") as { seal: { prevHash: string; hash: string } };
  expect(sealHash(seal.prevHash, lines.slice(0, -1))).toBe(seal.hash);
  expect((await shop.answer(getFile, { params }, { as: "mechanic" })).status).toBe(403);
});

test.each([
  [
    "a file of another content",
    `update files set sha256 = decode(repeat('ab', 32), 'hex') where owner_kind = 'audit'`,
    /cannot be read/,
  ],
  ["an archive that was taken out", "delete from audit_archives", /there were \d+, now 0/],
  ["another file's hash", "update audit_archives set sha256 = decode(repeat('ab', 32), 'hex')", /was changed/],
])("%s is found", async (_, change, words) => {
  await archive(shop.ctx);
  await asOwner(change);
  const { intact, problems } = await verify();
  expect(intact).toBe(false);
  expect(problems.join(" ")).toMatch(words);
});

test("what is younger stays, whatever somebody writes down as archived", async () => {
  await archive(shop.ctx);
  const { n } = await inTable();
  await archive(shop.ctx);
  expect((await inTable()).n).toBe(n);
  await run(
    shop.ctx.db,
    sql`insert into audit_archives (id, first_seq, last_seq, entries, first_at, last_at, file_id, sha256)
      select gen_random_uuid(), min(seq), max(seq), count(*), min(at), max(at), (select id from files limit 1),
        decode(repeat('ab', 32), 'hex') from audit_entries`,
  );
  const attempt = run(
    shop.ctx.db,
    sql`select leave_to_archive((select id from audit_archives order by last_seq desc limit 1))`,
  );
  await expect(attempt).rejects.toThrow("not 24 months old");
});
