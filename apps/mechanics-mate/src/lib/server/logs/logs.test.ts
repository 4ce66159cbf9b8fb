import { createLog } from "@mechanicbuddy/platform/log";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as audit from "../audit/audit.ts";
import { administrator, signedUp } from "../testing/administrator.ts";
import { type Browser, openTestSite, type TestSite } from "../testing/site.ts";
import { cleanUp } from "./logs.ts";
import { createLogWriter, type LogEntry } from "./writer.ts";

let site: TestSite;
let admin: Browser;
beforeAll(async () => {
  site = await openTestSite();
  admin = await administrator(site, "operator@example.com");
});
afterAll(() => site.close());
const row = async (text: string, ...values: unknown[]) =>
  (await site.site.database.shared.run<Record<string, unknown>>({ text, values })).rows;
const entry = (title: string, fields: Partial<LogEntry> = {}): LogEntry => ({
  logType: "chat",
  severity: "info",
  title,
  ...fields,
});
const write = async (...entries: LogEntry[]) => {
  for (const one of entries) site.site.logs.write(one);
  await site.site.logs.flush();
};

test("one row the table does not take holds back none of the others", async () => {
  await write(entry("good before"), entry("bad", { statusCode: 9_999 }), entry("good after"));
  const titles = await row(
    "select title from mate.application_logs where title like 'good %' or title = 'bad' order by title",
  );
  expect(titles.map(({ title }) => title)).toEqual(["good after", "good before"]);
  expect(site.site.logs.dropped).toBe(1);
});

test("an unknown type is kept as an error that says what it was; secrets, addresses and VINs do not get in", async () => {
  await write(
    entry("odd one", {
      logType: "surprise" as "error",
      message: "jo@example.com drives WVWZZZ1JZXW000001 with Bearer abc.def",
    }),
  );
  const [stored] = await row("select log_type, message, metadata from mate.application_logs where title = 'odd one'");
  expect(stored).toMatchObject({ log_type: "error", metadata: { originalType: "surprise" } });
  expect(stored?.message).toBe("***@*** drives VIN*** with Bearer ***");
});

test("while the database is away rows wait, and what is too much is counted", async () => {
  const away = { run: () => Promise.reject(new Error("away")) };
  const writer = createLogWriter(away, createLog({ level: "silent" }), () => new Date());
  for (let n = 0; n < 1_500; n++) writer.write(entry("waiting"));
  await writer.close();
  expect(writer.dropped).toBe(1_500);
});

test("filters narrow the list, and pages follow each other without gap or double", async () => {
  await row(
    "insert into mate.application_logs (log_type, severity, title, endpoint, status_code, created_at) select 'payment', 'info', 'page ' || n, '/api/x', 503, '2026-11-20T09:00:00Z'::timestamptz + n * interval '1 microsecond' from generate_series(1, 120) n",
  );
  const seen: string[] = [];
  let cursor = "";
  do {
    const { body } = await admin.send(
      "GET",
      `/api/logs?type=payment&endpoint=/api/x&statusCode=503&search=page&limit=50${cursor}`,
    );
    seen.push(...body.items.map((item: { title: string }) => item.title));
    cursor = body.nextCursor === null ? "" : `&cursor=${body.nextCursor}`;
  } while (cursor !== "");
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
  expect(seen[0]).toBe("page 120");
  const none = await admin.send("GET", "/api/logs?type=payment&from=2027-01-01T00:00:00Z");
  expect(none.body.items).toEqual([]);
  for (const bad of ["type=nonsense", "hours=9999", "cursor=xx", "statusCode=abc", "userId=1", "search=x", "limit=0"]) {
    expect([bad, (await admin.send("GET", `/api/logs?${bad}`)).status]).toEqual([bad, 400]);
  }
});

test("a percent sign is searched for as it is", async () => {
  await write(entry("100% sure"));
  expect((await admin.send("GET", "/api/logs?search=100%25")).body.items).toHaveLength(1);
});

test("totals are right with ten thousand rows", async () => {
  const other = await openTestSite();
  const operator = await administrator(other, "o@example.com");
  await other.site.logs.flush();
  await other.site.database.shared.run({ text: "delete from mate.application_logs", values: [] });
  await other.site.database.shared.run({
    text: `insert into mate.application_logs (log_type, severity, title, created_at, user_id)
      select case when n % 4 = 0 then 'auth_error' else 'chat' end, case when n % 10 = 0 then 'error' else 'info' end, 'x',
        '2026-11-20T09:59:00Z', ('00000000-0000-7000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid from generate_series(1, 10000) n`,
    values: [],
  });
  const { body } = await operator.send("GET", "/api/logs/stats/summary?hours=24");
  expect((await operator.send("GET", "/api/logs")).body.summary.total).toBeGreaterThan(0);
  expect(body).toMatchObject({ total: 10_000, errors: 1_000, critical: 0, accounts: 500, failedLogins: 2_500 });
  expect((await operator.send("GET", "/api/logs/stats/by-type")).body.items).toEqual([
    { name: "chat", count: 7_500 },
    { name: "auth_error", count: 2_500 },
  ]);
  expect((await operator.send("GET", "/api/logs/stats/by-severity")).body.items).toContainEqual({
    name: "error",
    count: 1_000,
  });
  await other.close();
});

test("the table to take along quotes its cells and runs none as a formula", async () => {
  await write(entry('=HYPERLINK("http://evil")', { message: 'a, "b"\nc', logType: "security" }));
  const { body, headers } = await admin.send("GET", "/api/logs/export.csv?type=security");
  expect(headers.get("content-type")).toContain("text/csv");
  expect(body).toContain(`"'=HYPERLINK(""http://evil"")"`);
  expect(body).toContain('"a, ""b""\nc"');
});

test("old rows are removed, critical ones stay", async () => {
  await row(
    "insert into mate.application_logs (created_at, log_type, severity, title) values ('2026-01-01', 'chat', 'info', 'old'), ('2026-01-01', 'payment', 'critical', 'old and grave')",
  );
  expect(await cleanUp(site.site, 90)).toBe(1);
  expect(await row("select title from mate.application_logs where created_at < '2026-02-01'")).toEqual([
    { title: "old and grave" },
  ]);
  expect((await admin.send("DELETE", "/api/logs/cleanup?days=90")).body).toEqual({ deleted: 0 });
  expect((await admin.send("DELETE", "/api/logs/cleanup?days=1")).status).toBe(400);
});

test("the log is for administrators; to anybody else it is not there", async () => {
  const person = await signedUp(site, "person@example.com");
  expect((await person.send("GET", "/api/logs")).status).toBe(404);
  expect((await site.browser().send("GET", "/api/logs")).status).toBe(401);
});

test("reading the log is noted, and the notes form a chain that shows any change", async () => {
  await admin.send("GET", "/api/logs?hours=1");
  expect(await row("select 1 from mate.audit_log where action = 'logs.read'")).not.toEqual([]);
  expect(await audit.firstBroken(site.site.database.shared)).toBeUndefined();
  await expect(row("update mate.audit_log set reason = 'x'")).rejects.toThrow();
});

test("a fault in a browser is taken in small, ten a minute", async () => {
  const browser = site.browser();
  const report = (body: unknown) => browser.send("POST", "/api/logs/error", body);
  expect((await report({ message: "x is not a function", page: "/chat?q=secret", stack: "at a" })).status).toBe(202);
  expect((await report({ message: "x", page: "https://evil.test/" })).status).toBe(400);
  expect((await report({ message: "x".repeat(3000) })).status).toBe(413);
  for (let n = 0; n < 9; n++) await report({ message: "again" });
  expect((await report({ message: "again" })).status).toBe(429);
  await site.site.logs.flush();
  expect(await row("select endpoint from mate.application_logs where message = 'x is not a function'")).toEqual([
    { endpoint: "/chat" },
  ]);
});
