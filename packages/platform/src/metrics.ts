import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The process's numbers, in Prometheus' text format at `/metrics`. */
const registry = new Registry();
collectDefaultMetrics({ register: registry });

const register = { registers: [registry] };

const requests = new Histogram({
  name: "http_request_duration_seconds",
  help: "Time until the reply had left, by route template",
  labelNames: ["route", "method", "status"],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  ...register,
});
const tasks = new Histogram({
  name: "task_duration_seconds",
  help: "Time of background tasks, by name and outcome: done, retry, failed",
  labelNames: ["task", "outcome"],
  buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120],
  ...register,
});
const mails = new Counter({
  name: "mails_total",
  help: "Mails handed to the relay, by outcome: accepted, refused, unavailable",
  labelNames: ["outcome"],
  ...register,
});
const webhooks = new Counter({
  name: "webhooks_total",
  help: "Events of the payment provider, by outcome: processed, ignored, failed, refused",
  labelNames: ["outcome"],
  ...register,
});
const busiest = new Gauge({
  name: "tenant_requests",
  help: "Requests since the start, of the ten busiest tenants only",
  labelNames: ["tenant"],
  ...register,
});

const BUSIEST = 10;
const requestsOf = new Map<string, number>();

/** Notes one answered request. `route` is the template, never the address that was asked for. */
export function observeRequest(request: {
  route: string;
  method: string;
  status: number;
  durationMs: number;
  tenant?: string;
}): void {
  const { route, method, status, durationMs, tenant } = request;
  requests.observe({ route, method, status }, durationMs / 1000);
  if (tenant !== undefined) requestsOf.set(tenant, (requestsOf.get(tenant) ?? 0) + 1);
}

/** Notes one run of a task: `failed` means given up for good. */
export function observeTask(task: string, outcome: "done" | "retry" | "failed", durationMs: number): void {
  tasks.observe({ task, outcome }, durationMs / 1000);
}

/** Notes one mail as the relay answered it. */
export function observeMail(outcome: "accepted" | "refused" | "unavailable"): void {
  mails.inc({ outcome });
}

/** Notes one event of the payment provider: `refused` had a bad signature. */
export function observeWebhook(outcome: "processed" | "ignored" | "failed" | "refused"): void {
  webhooks.inc({ outcome });
}

const answers = new Counter({
  name: "assistant_answers_total",
  help: "Answers of the assistant, by who wrote them and how they ended",
  labelNames: ["mode", "provider", "outcome"],
  ...register,
});
const firstBlock = new Histogram({
  name: "assistant_first_block_seconds",
  help: "Time from a question to the first block that is shown",
  labelNames: ["mode"],
  buckets: [0.05, 0.1, 0.25, 0.4, 0.8, 1.5, 2.5, 5, 10, 20],
  ...register,
});
const modelCost = new Counter({
  name: "assistant_model_cost_micros_total",
  help: "What models cost, in millionths of a dollar",
  labelNames: ["model"],
  ...register,
});
const removals = new Counter({
  name: "assistant_removals_total",
  help: "What was taken out of answers before they were shown, by rule",
  labelNames: ["rule"],
  ...register,
});
const abstentions = new Counter({
  name: "assistant_abstentions_total",
  help: "Answers that say that something is not known",
  ...register,
});

export interface ObservedAnswer {
  mode: string;
  provider: string | null;
  model: string | null;
  state: string;
  firstBlockMs: number | null;
  costMicros: number;
  removed: Record<string, number>;
  abstained: boolean;
}

/** Notes one answer of the assistant as it ended. */
export function observeAnswer(answer: ObservedAnswer): void {
  const { mode, provider, model, state, firstBlockMs, costMicros, removed, abstained } = answer;
  answers.inc({ mode, provider: provider ?? "none", outcome: state });
  if (firstBlockMs !== null) firstBlock.observe({ mode }, firstBlockMs / 1000);
  if (costMicros > 0) modelCost.inc({ model: model ?? "none" }, costMicros);
  for (const [rule, count] of Object.entries(removed)) removals.inc({ rule }, count);
  if (abstained) abstentions.inc();
}

/** Adds a number that is looked up whenever somebody asks. A look-up that fails leaves the number out. */
export function gauge(name: string, help: string, read: () => number | undefined | Promise<number | undefined>): void {
  registry.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    ...register,
    async collect() {
      const value = await Promise.resolve()
        .then(read)
        .catch(() => undefined);
      if (value === undefined) this.remove();
      else this.set(value);
    },
  });
}

/** The same for several numbers that differ in their labels. */
export function gauges<const Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
  read: () => Promise<readonly { labels: Record<Label, string>; value: number }[]>,
): void {
  registry.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    ...register,
    async collect() {
      this.reset();
      for (const { labels, value } of await read().catch(() => [])) this.set(labels, value);
    },
  });
}

/** Everything above as Prometheus reads it. */
export async function metricsText(): Promise<string> {
  busiest.reset();
  const ranked = [...requestsOf].sort(([, a], [, b]) => b - a).slice(0, BUSIEST);
  for (const [tenant, count] of ranked) busiest.set({ tenant }, count);
  return registry.metrics();
}
