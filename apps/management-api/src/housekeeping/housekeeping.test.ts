import { afterAll, beforeAll, expect, test } from "vitest";
import * as links from "../links/links.ts";
import { queue } from "../mails/mails.ts";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";
import { cleanUp } from "./housekeeping.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const count = async (table: string) =>
  (await platform.appPool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n;

test("at night what has expired goes, and what still works stays", async () => {
  await platform.newAccount();
  await platform.newStaff("owner");
  await links.make(platform.ctx(), { purpose: "reset", hours: 1 });
  const lasting = await links.make(platform.ctx(), { purpose: "export", hours: 24 * 30 });
  platform.clock.advance(2 * 3_600_000);
  await cleanUp(platform.ctx());
  expect(await count("one_time_links")).toBe(1);
  expect(await count("sessions")).toBe(1);
  expect(await links.read(platform.ctx(), "export", lasting)).toBeDefined();
});

test("a mail's words are forgotten after 90 days, but not that it went out", async () => {
  const mail = { to: "a@example.com", template: "demo-rejected", locale: "en", onceKey: "k" } as const;
  await queue(platform.ctx(), { ...mail, data: { reason: "no" } });
  await platform.appPool.query("update mails set state = 'sent'");
  platform.clock.advance(91 * 86_400_000);
  await cleanUp(platform.ctx());
  await queue(platform.ctx(), { ...mail, data: { reason: "no" } });
  expect(await platform.mailsTo("a@example.com")).toEqual([{ template: "demo-rejected", data: {}, state: "sent" }]);
});

test("the audit has room for the coming months, and running twice changes nothing", async () => {
  platform.clock.set("2027-05-15T04:00:00Z");
  await cleanUp(platform.ctx());
  await cleanUp(platform.ctx());
  const { rows } = await platform.appPool.query(
    "select to_regclass('audit_entries_202705') is not null and to_regclass('audit_entries_202707') is not null as there",
  );
  expect(rows).toEqual([{ there: true }]);
});
