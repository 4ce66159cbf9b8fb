import { expect, test, vi } from "vitest";

// Numbers of this file alone, whatever ran before it in this process.
vi.resetModules();
const { gauge, metricsText, observeMail, observeRequest, observeTask } = await import("./metrics.ts");

test("the operator sees requests by route, failed mails and failed tasks", async () => {
  observeRequest({ route: "/api/customers/:id", method: "GET", status: 200, durationMs: 12 });
  observeMail("refused");
  observeTask("mail.send", "failed", 40);
  const text = await metricsText();
  expect(text).toContain('http_request_duration_seconds_count{route="/api/customers/:id",method="GET",status="200"} 1');
  expect(text).toContain('mails_total{outcome="refused"} 1');
  expect(text).toContain('task_duration_seconds_count{task="mail.send",outcome="failed"} 1');
});

test("only the ten busiest workshops are named, however many there are", async () => {
  for (let tenant = 1; tenant <= 30; tenant++) {
    for (let n = 0; n < tenant; n++) {
      observeRequest({ route: "/", method: "GET", status: 200, durationMs: 1, tenant: `t${tenant}` });
    }
  }
  const named = [...(await metricsText()).matchAll(/tenant_requests\{tenant="(\w+)"\}/g)].map((found) => found[1]);
  expect(named).toHaveLength(10);
  expect(named).toContain("t30");
  expect(named).not.toContain("t20");
});

test("a number that cannot be read is left out and hides no other", async () => {
  gauge("probe_broken", "A look-up that fails", () => Promise.reject(new Error("away")));
  gauge("probe_age_seconds", "A look-up that works", () => 7);
  const text = await metricsText();
  expect(text).toContain("probe_age_seconds 7");
  expect(text).not.toMatch(/^probe_broken \d/m);
});
