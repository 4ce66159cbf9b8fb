import { expect, test } from "vitest";
import { newToken } from "./keys.ts";
import { createLog, type Log, maskPath } from "./log.ts";

function reading(write: (log: Log) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog({ level: "debug", to: { write: (line) => lines.push(line) } }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test("a log line says when, how grave, which request and which workshop", () => {
  const [line] = reading((log) => log.child({ tenant: "acme", requestId: "r1" }).info({ status: 200 }, "Answered"));
  expect(line).toMatchObject({ level: "info", tenant: "acme", requestId: "r1", status: 200, message: "Answered" });
  expect(line?.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test("a field nobody has named stays out of the log, on children too", () => {
  const sneaky = { status: 500, password: "hunter2", body: { name: "Ann" } };
  const [line] = reading((log) => log.child({ ...sneaky }).error({ ...sneaky }, "Failed"));
  expect(JSON.stringify(line)).not.toMatch(/hunter2|Ann/);
  expect(line).toMatchObject({ status: 500 });
});

test("the link a customer was sent cannot be read from the log", () => {
  const token = newToken();
  for (const path of [
    `/e/${token}`,
    `/set-password/${token}?x=1`,
    "/i/short",
    `/api/public/estimates/${token}/approve`,
  ]) {
    expect(maskPath(path)).toContain("/***");
    expect(maskPath(path)).not.toMatch(/short|\?/);
    expect(maskPath(path)).not.toContain(token);
  }
  expect(maskPath("/api/customers/0197a3c2-7d1e-7000-8000-0123456789ab?q=Ann")).toBe(
    "/api/customers/0197a3c2-7d1e-7000-8000-0123456789ab",
  );
  const [line] = reading((log) => log.warn({ path: `/e/${token}` }, `Refused ${token}`));
  expect(JSON.stringify(line)).not.toContain(token);
});

test("a database error is logged without the values in it", () => {
  const err = Object.assign(new Error('invalid input syntax for type uuid: "Ann Miller"'), {
    code: "22P02",
    detail: "Key (email)=(ann@example.com) already exists.",
  });
  const lines = reading((log) => {
    log.error({ err }, "Failed");
    (log.error as unknown as (err: Error) => void)(err);
  });
  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toMatch(/Ann|ann@/);
  expect(lines[0]?.err).toMatchObject({ type: "Error", code: "22P02", stack: expect.stringContaining("log.test") });
});

test("a password inside a database address never reaches the log", () => {
  const [line] = reading((log) => log.error({ err: new Error("connect postgres://mb:geheim@db/mb failed") }, "Failed"));
  expect(JSON.stringify(line)).not.toContain("geheim");
});

test("one workshop that floods the log silences nobody, and its faults are still seen", () => {
  const lines: string[] = [];
  let now = 0;
  const log = createLog({ to: { write: (line) => lines.push(line) }, tenantLinesPerMinute: 3, now: () => now });
  const loud = log.child({ tenant: "acme" });
  for (let n = 0; n < 10; n++) loud.info("Answered");
  loud.error("Failed");
  loud.info({ event: "sign-in-failed" }, "Refused");
  log.child({ tenant: "bolt" }).info("Answered");
  log.info({ tenant: "acme" }, "Answered");
  const said = (tenant: string) => lines.filter((line) => line.includes(`"tenant":"${tenant}"`)).length;
  expect({ acme: said("acme"), bolt: said("bolt") }).toEqual({ acme: 5, bolt: 1 });
  now += 60_000;
  log.info("A minute later");
  expect(lines.join("")).toContain('"tenant":"acme","count":8,"message":"log lines left out last minute"');
  loud.info("Answered");
  expect(said("acme")).toBe(7);
});
