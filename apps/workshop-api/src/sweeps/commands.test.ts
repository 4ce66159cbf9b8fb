import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listAudit } from "@mechanicbuddy/contract/audit";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seal } from "../audit/chain.ts";
import { mailIdOf } from "../messages/bounce.ts";
import { furnish } from "../testing/furnish.ts";
import { environmentOf } from "../testing/process.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { pack } from "../transfer/everything/packing.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await api.newShop();
  await furnish(shop);
}, 60_000);
afterAll(() => api.close());

/** Runs an operator's command on the test's database, as a process of its own. */
function command(name: string, ...args: string[]): Promise<{ code: number; out: string }> {
  return commandReading("", name, ...args);
}

function commandReading(input: string, name: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const script = fileURLToPath(new URL(`../../scripts/${name}.ts`, import.meta.url));
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [script, ...args],
      { env: { ...process.env, ...environmentOf(api.ground) } },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), out: stdout + stderr });
      },
    );
    child.stdin?.end(input);
  });
}
/** Changes what nobody may change, as somebody with the database's own password could. */
const tamper = (table: string, set: string) =>
  withClient(api.ground.owner, async (client) => {
    const name = `tenant_${shop.id}.${table}`;
    await client.query(`alter table ${name} disable trigger user`);
    await client.query(`update ${name} set ${set} where seq = (select min(seq) from ${name})`);
    await client.query(`alter table ${name} enable trigger user`);
  });

test("verify says intact, and finds one changed byte in the audit log and in the decisions", async () => {
  await seal(shop.ctx);
  expect(await command("verify", shop.id)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/: intact \(\d+ audit/),
  });
  await tamper("approvals", "amount_cents = amount_cents + 1");
  const decisions = await command("verify", shop.id);
  expect(decisions).toMatchObject({ code: 1, out: expect.stringContaining("NOT intact") });
  await tamper("approvals", "amount_cents = amount_cents - 1");
  await tamper("audit_entries", "action = overlay(action placing 'X' from 1)");
  expect(await command("verify", shop.id)).toMatchObject({ code: 1, out: expect.stringContaining("NOT intact") });
}, 60_000);

test("an archive is brought into an empty workshop by command; one in use and a damaged archive change nothing", async () => {
  const archive = await pack(shop.ctx, { signal: undefined, onTable: async () => undefined });
  const empty = await api.ground.newTenant();
  const hurt = join(tmpdir(), `${empty}.zip`);
  await writeFile(hurt, "no archive at all");
  expect(await command("restore", empty, hurt)).toMatchObject({
    code: 1,
    out: expect.stringContaining("nothing was changed"),
  });
  expect(await command("restore", empty, archive.path)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/\d+ rows in \d+ tables and \d+ files brought in/),
  });
  expect(await command("restore", empty, archive.path)).toMatchObject({
    code: 1,
    out: expect.stringContaining("empty workshop only"),
  });
  expect((await command("restore")).code).toBe(2);
  await archive.done();
}, 60_000);

test("a lone owner who lost phone and codes gets a link by command, which is in the log; nobody else's name makes one", async () => {
  const made = await command("people", "reset-factor", shop.id, "anna");
  expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^https?:\/\/\S+\/set-password\/\S+\n$/) });
  const { items } = await shop.call(listAudit, { query: { action: "factor.way-back" } });
  expect(items).toMatchObject([{ actorKind: "support", actor: "Support (Operator, by command)" }]);
  expect(await command("people", "reset-factor", shop.id, "nobody")).toMatchObject({
    code: 1,
    out: expect.stringContaining("nothing was changed"),
  });
  expect((await command("people", "reset-factor")).code).toBe(2);
}, 60_000);

test("a mail that came back is read by command: it marks the mail of its workshop, and lets others pass", async () => {
  const { id } = await one<{ id: string }>(
    shop.ctx.db,
    sql`update messages set status = 'sent', recipients = '{gone@example.com}' where id = (select id from messages limit 1)
      returning id`,
  );
  const report = (tenant: string) => `Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; gone@example.com
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: ${mailIdOf(id, tenant, "a@mechanicbuddy.app")}

--b--
`;
  expect(await commandReading(report("nobody"), "bounces")).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Nothing/),
  });
  expect(await commandReading("Hello", "bounces")).toMatchObject({ code: 0, out: expect.stringMatching(/^No report/) });
  expect(await commandReading(report(shop.id), "bounces")).toEqual({ code: 0, out: `${shop.id}: marked\n` });
  const { status } = await one<{ status: string }>(shop.ctx.db, sql`select status from messages where id = ${id}`);
  expect(status).toBe("bounced");
}, 60_000);
