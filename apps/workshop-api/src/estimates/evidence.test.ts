import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { decideEstimate, getEvidence, issueEstimate, linkEstimate } from "@mechanicbuddy/contract/estimates";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { testRootSecret } from "@mechanicbuddy/platform/testing/ground";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verify } from "../../scripts/verify-approvals.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { readZip } from "../zip.ts";
import type { EvidencedDecision } from "./evidence.ts";
import { brakes, openOrder } from "./testing/order.ts";
import { png } from "./testing/png.ts";
import { verifyChain, verifyEvidence } from "./verify.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

/** An order the customer said yes to through her link, signed. */
async function approved(shop: Shop, number: number): Promise<string> {
  const order = await openOrder(shop, { number, jobs: [brakes] });
  const issued = await shop.call(issueEstimate, { params: { id: order.id }, body: { jobIds: order.jobs } });
  const { url } = await shop.call(linkEstimate, { params: { id: issued.id } });
  const decisions = order.jobs.map((jobId) => ({ jobId, decision: "approved" as const }));
  const signaturePng = png(300, 100).toString("base64");
  const body = { number: issued.number, name: "Marika Kask", decisions, signaturePng };
  await shop.call(decideEstimate, { params: { token: url.split("/").at(-1) as string }, body }, { as: null });
  return issued.id;
}

async function evidenceOf(shop: Shop, id: string): Promise<Buffer> {
  return (await shop.call(getEvidence, { params: { id } })) as Buffer;
}

async function unpacked(zip: Buffer): Promise<Map<string, Buffer>> {
  return new Map((await readZip(zip)).map(({ name, bytes }) => [name, Buffer.from(bytes)]));
}

test("the evidence holds PDF, data, decisions, signature and how to check it, and it verifies", async () => {
  const shop = await api.newShop();
  const id = await approved(shop, 1042);
  const files = await unpacked(await evidenceOf(shop, id));
  expect([...files.keys()]).toEqual([
    "1042-1.pdf",
    "snapshot.json",
    "decisions.json",
    "chain.json",
    "signature-1.png",
    "README.txt",
    "manifest.json",
  ]);
  expect(files.get("1042-1.pdf")?.subarray(0, 5).toString()).toBe("%PDF-");
  expect(files.get("signature-1.png")).toEqual(png(300, 100));
  const [decision] = JSON.parse(String(files.get("decisions.json"))) as [EvidencedDecision];
  expect(decision.row).toMatchObject({ decision: "approved", method: "link", amountCents: 41_200 });
  expect(decision.row.snapshotSha256).toBe(sha256(files.get("snapshot.json") as Buffer).toString("hex"));
  expect(decision.person?.person.name).toBe("Marika Kask");
  expect(verifyEvidence(files)).toEqual({ decisions: 1, problems: [] });
});

test("evidence fails when one byte of any of its files is changed, or a file is missing or added", async () => {
  const shop = await api.newShop();
  const files = await unpacked(await evidenceOf(shop, await approved(shop, 1042)));
  for (const [name, bytes] of files) {
    // Every byte of the small files, every hundredth of the PDF.
    for (let at = 0; at < bytes.length; at += name.endsWith(".pdf") ? 101 : 1) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      expect(verifyEvidence(new Map(files).set(name, damaged)).problems, `${name} at ${at}`).not.toEqual([]);
    }
    const without = new Map(files);
    without.delete(name);
    expect(verifyEvidence(without).problems, `without ${name}`).not.toEqual([]);
  }
  expect(verifyEvidence(new Map(files).set("more.txt", Buffer.from("x"))).problems).toEqual([
    "more.txt does not belong here.",
  ]);
});

test("evidence that was changed with all its checksums renewed still fails", async () => {
  const shop = await api.newShop();
  const files = await unpacked(await evidenceOf(shop, await approved(shop, 1042)));
  const forged = (change: Record<string, string>) => {
    const changed = new Map([
      ...files,
      ...Object.entries(change).map(([name, text]) => [name, Buffer.from(text)] as const),
    ]);
    const manifest = JSON.parse(String(files.get("manifest.json"))) as Record<string, string>;
    for (const name of Object.keys(change)) manifest[name] = sha256(changed.get(name) as Buffer).toString("hex");
    return verifyEvidence(changed.set("manifest.json", Buffer.from(JSON.stringify(manifest)))).problems;
  };
  const decisions = String(files.get("decisions.json"));
  const snapshot = String(files.get("snapshot.json"));
  expect(forged({ "decisions.json": decisions.replace("41200", "91200") })).toContain(
    "Decision 1 is not as it was written.",
  );
  expect(forged({ "decisions.json": decisions.replace("Marika", "Martin") })).toContain(
    "Who gave decision 1 is not as it was written.",
  );
  expect(forged({ "snapshot.json": snapshot.replaceAll("41200", "91200") })).toContain(
    "Decision 1 is about another snapshot.",
  );
  expect(forged({ "1042-1.pdf": "%PDF-1.7 forged" })).toContain("The PDF is not the one of the snapshot.");
  expect(forged({ "signature-1.png": "forged" })).toContain("The signature of decision 1 is another one.");
});

test("evidence of one customer says nothing of the others between her decisions", async () => {
  const shop = await api.newShop();
  const id = await approved(shop, 1042);
  const other = await approved(shop, 1043);
  const files = await unpacked(await evidenceOf(shop, id));
  expect([...files.values()].map(String).join("")).not.toContain(other);
  expect(verifyEvidence(files).problems).toEqual([]);
  expect((await shop.refused(getEvidence, { params: { id } }, { as: "mechanic" })).code).toBe("forbidden");
});

test("erasing a person leaves a chain and evidence that still verify", async () => {
  const shop = await api.newShop();
  const id = await approved(shop, 1042);
  await run(
    shop.ctx.db,
    sql`update approval_people set name = 'Erased', ip = null, user_agent = null, comment = null, said_to = null,
      signature_file_id = null, erased_at = now()`,
  );
  expect(await verifyChain(shop.ctx)).toEqual({ decisions: 1, problems: [] });
  const files = await unpacked(await evidenceOf(shop, id));
  expect(String(files.get("decisions.json"))).toContain('"person":null');
  expect(verifyEvidence(files)).toEqual({ decisions: 1, problems: [] });
});

test("a workshop's chain fails when a row, a person, an estimate or the end of it was changed", async () => {
  const shop = await api.newShop();
  for (const number of [1042, 1043, 1044]) await approved(shop, number);
  expect(await verifyChain(shop.ctx)).toEqual({ decisions: 3, problems: [] });
  // The shop's own login cannot do this: the database refuses it. Its owner can, and is found out.
  await expect(run(shop.ctx.db, sql`update approvals set amount_cents = 1`)).rejects.toThrow();
  const after = async (change: string) => {
    const broken = await withClient(api.ground.owner, async (client) => {
      await client.query(`set search_path to tenant_${shop.id}, extensions`);
      await client.query("alter table approvals disable trigger unchangeable");
      await client.query("create table kept as select * from approvals");
      await client.query("create table kept_people as select * from approval_people");
      await client.query("create table kept_heads as select * from chain_heads");
      await client.query("create table kept_estimates as select * from estimates");
      await client.query(change);
      const { problems } = await verifyChain(shop.ctx);
      await client.query(`delete from approval_people; delete from approvals; delete from chain_heads;
        update estimates e set snapshot = k.snapshot from kept_estimates k where k.id = e.id;
        insert into approvals select * from kept; insert into approval_people select * from kept_people;
        insert into chain_heads select * from kept_heads;
        drop table kept; drop table kept_people; drop table kept_heads; drop table kept_estimates;
        alter table approvals enable trigger unchangeable`);
      return problems;
    });
    expect(await verifyChain(shop.ctx)).toEqual({ decisions: 3, problems: [] });
    return broken;
  };
  expect(await after("update approvals set amount_cents = 1 where seq = 2")).toEqual([
    "Decision 2 is not as it was written.",
  ]);
  expect(
    await after("update approval_people set name = 'X' where approval_id = (select id from approvals where seq = 2)"),
  ).toEqual(["Who gave decision 2 is not as it was written."]);
  expect(
    await after(
      "delete from approval_people where approval_id = (select id from approvals where seq = 2); delete from approvals where seq = 2",
    ),
  ).toEqual(["Decision 2 is missing."]);
  expect(
    await after(
      "delete from approval_people where approval_id = (select id from approvals where seq = 3); delete from approvals where seq = 3",
    ),
  ).toEqual([expect.stringContaining("should end at decision 3")]);
  expect(
    await after("update estimates set snapshot = jsonb_set(snapshot, '{customerId}', 'null') where number = '1043-1'"),
  ).toEqual(["The estimate of decision 2 was changed."]);
});

test("the command checks a ZIP and a folder, and says what is wrong", async () => {
  const shop = await api.newShop();
  const zip = await evidenceOf(shop, await approved(shop, 1042));
  const folder = await mkdtemp(join(tmpdir(), "evidence-"));
  try {
    await writeFile(join(folder, "..", `${shop.id}.zip`), zip);
    for (const [name, bytes] of await unpacked(zip)) await writeFile(join(folder, name), bytes);
    expect(await verify(join(folder, "..", `${shop.id}.zip`))).toEqual({ decisions: 1, problems: [] });
    expect(await verify(folder)).toEqual({ decisions: 1, problems: [] });
    await writeFile(join(folder, "1042-1.pdf"), "%PDF-1.7 forged");
    expect((await verify(folder)).problems).toContain("1042-1.pdf is not as it was written.");
  } finally {
    await rm(folder, { recursive: true });
    await rm(join(folder, "..", `${shop.id}.zip`), { force: true });
  }
});

test("the command checks a workshop's whole chain on the database of the settings", async () => {
  const shop = await api.newShop();
  await approved(shop, 1042);
  const { user, password, host, port, database } = api.ground.owner;
  const script = fileURLToPath(new URL("../../scripts/verify-approvals.ts", import.meta.url));
  const address = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
  const secrets = {
    JWT_SECRET: testRootSecret,
    CONSUMER_SECRET: Buffer.alloc(32, 7).toString("base64"),
    INSTANCE_ID: "test",
  };
  const checked = promisify(execFile)(process.execPath, [script, "--tenant", shop.id], {
    env: { DATABASE_URL: address, ...secrets },
  });
  expect((await checked).stdout).toBe("Intact. Decisions checked: 1\n");
});
