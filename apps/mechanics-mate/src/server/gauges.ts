import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { gauge, gauges } from "@mechanicbuddy/platform/metrics";
import { sql } from "kysely";
import type { Site } from "../lib/server/context.ts";

/** Numbers that alerts stand on and that are looked up when somebody asks for them. */
export function countUp({ database, logs, health, engine, now }: Site): void {
  const seconds = (query: ReturnType<typeof sql<{ value: number | null }>>) => async () =>
    (await one(database.shared, query)).value ?? 0;
  gauge("mate_ready", "1 while nothing is missing", async () => ((await health.state()).missing.length === 0 ? 1 : 0));
  gauge("mate_logs_dropped", "Rows of the application log that were lost", () => logs.dropped);
  gauge("mate_answers_running", "Answers that this process is writing", () => engine.running());
  gauge(
    "mate_breakers_open",
    "Providers that are left alone because they keep failing",
    () => Object.values(engine.breakers()).filter((state) => state !== "closed").length,
  );
  gauge("mate_database_connections", "Open connections of the pool", () => database.counts().open);
  gauge("mate_database_waiting", "Requests that wait for a connection", () => database.counts().waiting);
  gauge(
    "mate_webhook_lag_seconds",
    "Age of the oldest event of Stripe that is not done",
    seconds(sql`select extract(epoch from ${now()}::timestamptz - min(created_at))::float8 as value
      from mate.webhook_events where status in ('received', 'processing', 'failed')`),
  );
  gauge(
    "mate_mail_lag_seconds",
    "Age of the oldest mail that is not sent",
    seconds(sql`select extract(epoch from ${now()}::timestamptz - min(created_at))::float8 as value
      from mate.mails where sent_at is null`),
  );
  gauge(
    "mate_cap_use",
    "Share of the site's caps that is used, of the fullest one",
    seconds(sql`select max((spent_micros + reserved_micros)::float8 / nullif(cap_micros, 0)) as value
      from mate.ai_allowances where scope like 'site-%' and period_end > ${now()}`),
  );
  gauges("mate_answers", "Answers of the last hour, by mode and how they ended", ["mode", "state"], () =>
    database.transaction(
      async (db) => {
        const found = await rows<{ mode: string; state: string; value: number }>(
          db,
          sql`select mode, state, count(*)::integer as value from mate.answers
            where created_at > ${now()}::timestamptz - interval '1 hour' group by 1, 2`,
        );
        return found.map(({ mode, state, value }) => ({ labels: { mode, state }, value }));
      },
      { purpose: "administration" },
    ),
  );
  gauges("mate_first_block_ms", "95th percentile of the last hour until the first block, by mode", ["mode"], () =>
    database.transaction(
      async (db) => {
        const found = await rows<{ mode: string; value: number }>(
          db,
          sql`select mode, percentile_cont(0.95) within group (order by first_block_ms) as value from mate.answers
            where first_block_ms is not null and created_at > ${now()}::timestamptz - interval '1 hour' group by 1`,
        );
        return found.map(({ mode, value }) => ({ labels: { mode }, value }));
      },
      { purpose: "administration" },
    ),
  );
  gauges(
    "mate_model_cost_micros",
    "What models cost in the last hour, in millionths of a dollar",
    ["provider", "model"],
    async () => {
      const found = await rows<{ provider: string; model: string; value: number }>(
        database.shared,
        sql`select provider, model, sum(cost_micros)::float8 as value from mate.ai_usage
        where created_at > ${now()}::timestamptz - interval '1 hour' group by 1, 2`,
      );
      return found.map(({ provider, model, value }) => ({ labels: { provider, model }, value }));
    },
  );
  gauges("mate_model_tokens", "Tokens of the last hour, by kind", ["kind"], async () => {
    const found = await one<Record<"input" | "cached" | "output", number>>(
      database.shared,
      sql`select coalesce(sum(input_tokens), 0)::float8 as input, coalesce(sum(cache_read_tokens), 0)::float8 as cached,
          coalesce(sum(output_tokens), 0)::float8 as output
        from mate.ai_usage where created_at > ${now()}::timestamptz - interval '1 hour'`,
    );
    return Object.entries(found).map(([kind, value]) => ({ labels: { kind }, value }));
  });
}
