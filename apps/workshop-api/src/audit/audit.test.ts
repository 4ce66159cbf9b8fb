import * as contract from "@mechanicbuddy/contract/audit";
import { createCustomer } from "@mechanicbuddy/contract/customers";
import { signIn } from "@mechanicbuddy/contract/identity";
import { getSettings, updateSettings } from "@mechanicbuddy/contract/settings";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { verifyWorkshop } from "../../scripts/verify.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { seal } from "./chain.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  await shop.call(createCustomer, { body: { kind: "private", firstName: "Mari", lastName: "Mets" } });
  await payWithin(21);
  await payWithin(30);
  // Entries of the same second follow each other without a gap, or are older than any change takes.
  api.clock.advance(20 * 60_000);
  await seal(shop.ctx);
});

async function payWithin(dueDays: number): Promise<void> {
  const { version } = await shop.call(getSettings);
  await shop.call(updateSettings, { body: { version, dueDays } });
}

/** What only the owner of the tables can do, and only with the guards off. */
const tamper = (change: string) =>
  withClient(api.ground.owner, async (client) => {
    await client.query(`set search_path to tenant_${shop.id}, extensions`);
    for (const table of ["audit_entries", "audit_seals"]) {
      await client.query(`alter table ${table} disable trigger user`);
    }
    await client.query(change);
  });
const verify = () => shop.call(contract.verifyAudit);

test("the log verifies, and says up to when", async () => {
  const found = await verify();
  expect(found).toMatchObject({ intact: true, problems: [] });
  expect(found.entries).toBeGreaterThanOrEqual(3);
  expect(found.checkedUntil).not.toBeNull();
});

test("one changed figure in an entry is found, by the page's check and by the operator's", async () => {
  await tamper(`update audit_entries set after = '{"dueDays": 31}' where after ->> 'dueDays' = '30'`);
  const { intact, problems } = await verify();
  expect(intact).toBe(false);
  expect(problems[0]).toMatch(/^One of the entries \d+ to \d+ is not as it was written\.$/);
  expect((await verifyWorkshop(shop.ctx)).problems).toEqual(problems);
});

test.each([
  ["an entry that was taken out", "delete from audit_entries where after ->> 'dueDays' = '30'", /there were \d+, now/],
  [
    "one changed letter of a person's name",
    "update audit_personal set after = replace(after::text, 'Mets', 'Mett')::jsonb where after::text like '%Mets%'",
    /says of a person is not as it was written/,
  ],
  [
    "one changed byte of a seal",
    "update audit_seals set hash = set_byte(hash, 0, 255 - get_byte(hash, 0))",
    /is not as/,
  ],
  ["seals cut off at the end", "delete from audit_seals", /should end at entry/],
])("%s is found", async (_, change, words) => {
  await tamper(change);
  const { intact, problems } = await verify();
  expect(intact).toBe(false);
  expect(problems.join(" ")).toMatch(words);
});

test("erasing a person leaves a log that verifies", async () => {
  await run(shop.ctx.db, sql`delete from audit_personal`);
  expect((await verify()).intact).toBe(true);
});

test("a number that is still being written is waited for, and a given-up one is not", async () => {
  await tamper("select nextval('audit_entries_seq_seq')");
  const { entries } = await verify();
  await payWithin(7);
  await seal(shop.ctx);
  expect((await verify()).entries).toBe(entries);
  api.clock.advance(16 * 60_000);
  await seal(shop.ctx);
  expect(await verify()).toMatchObject({ intact: true, entries: entries + 1 });
});

test("the week in figures: changes, people, sign-ins and failures", async () => {
  const wrong = { body: { name: "anna", password: "not the password" } };
  for (let n = 0; n < 2; n++) await shop.answer(signIn, wrong, { as: null });
  const week = await shop.call(contract.getAuditSummary);
  expect(week).toMatchObject({ days: 7, failures: 2, signIns: 0 });
  expect(week.changes).toBeGreaterThanOrEqual(3);
});

test("who changed it is found by words, and shows before and after", async () => {
  const { items } = await shop.call(contract.listAudit, { query: { q: "settings" } });
  expect(items[0]).toMatchObject({ actor: "Anna Saar", before: { dueDays: 21 }, after: { dueDays: 30 } });
  expect((await shop.call(contract.listAudit, { query: { q: "anna" } })).items.length).toBeGreaterThanOrEqual(3);
  expect((await shop.call(contract.listAudit, { query: { q: "100%" } })).items).toEqual([]);
});

test("a range that ends before it begins is named", async () => {
  const refused = await shop.refused(contract.listAudit, { query: { from: "2026-05-02", to: "2026-05-01" } });
  expect(refused.errors).toEqual([{ field: "to", message: "The end lies before the start." }]);
});
