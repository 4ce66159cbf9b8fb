import { expect, test, vi } from "vitest";

// Numbers of this file alone, whatever ran before it in this process.
vi.resetModules();
const { gauge, metricsText, observeAnswer, observeMail, observeRequest, observeTask } = await import("./metrics.ts");

test("the operator sees requests by route, failed mails and failed tasks", async () => {
  observeRequest({ route: "/api/customers/:id", method: "GET", status: 200, durationMs: 12 });
  observeMail("refused");
  observeTask("mail.send", "failed", 40);
  const text = await metricsText();
  expect(text).toContain('http_request_duration_seconds_count{route="/api/customers/:id",method="GET",status="200"} 1');
  expect(text).toContain('mails_total{outcome="refused"} 1');
  expect(text).toContain('task_duration_seconds_count{task="mail.send",outcome="failed"} 1');
});

test("the operator sees who answered, how fast, at what cost, and what was taken out", async () => {
  const answer = {
    mode: "model",
    provider: "anthropic",
    model: "m",
    state: "done",
    firstBlockMs: 700,
    abstained: true,
  };
  observeAnswer({ ...answer, costMicros: 12, removed: { number: 2 } });
  const text = await metricsText();
  expect(text).toContain('assistant_answers_total{mode="model",provider="anthropic",outcome="done"} 1');
  expect(text).toContain('assistant_first_block_seconds_bucket{le="0.8",mode="model"} 1');
  expect(text).toContain('assistant_model_cost_micros_total{model="m"} 12');
  expect(text).toContain('assistant_removals_total{rule="number"} 2');
  expect(text).toContain("assistant_abstentions_total 1");
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
