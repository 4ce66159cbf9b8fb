import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { grantAdmin } from "./grant-admin.ts";
import { migrate } from "./migrate.ts";
import { StartFault } from "./reach.ts";
import type { RunningSite } from "./site.ts";
import { smoke, watch } from "./smoke.ts";
import { type Ground, openGround, usableConfig } from "./start.ts";
import { version } from "./version.ts";

type Command = (args: string[]) => Promise<void>;
const say = (line: string) => void process.stdout.write(`${line}\n`);

/** What `node server.js <name>` can do besides starting. Each loads what it needs and no more: operators wait for it. */
export const commands: Record<string, Command> = {
  "--check-config": async () => {
    usableConfig();
    say("✅ Environment validation passed");
  },
  migrate: () =>
    onGround(async ({ databaseUrl }) => {
      const done = await migrate(databaseUrl);
      say(done.length === 0 ? "The database is up to date." : `Applied: ${done.join(", ")}`);
    }),
  smoke: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      options: { watch: { type: "string" } },
      allowPositionals: true,
    });
    const [url] = positionals;
    if (url === undefined || !/^https?:\/\/\S+$/.test(url))
      throw new StartFault("Say which site: node server.js smoke https://mechanics-mate.app [--watch 1h]");
    const isFine =
      values.watch === undefined
        ? await smoke(url, say)
        : await watch(url, say, { forMs: durationOf(values.watch), everyMs: 30_000, now: Date.now, pause: setTimeout });
    if (!isFine) process.exitCode = 1;
  },
  "admin:grant": async (args) => {
    const { values, positionals } = parseArgs({
      args,
      options: { role: { type: "string", default: "operator" } },
      allowPositionals: true,
    });
    const [email] = positionals;
    if (email === undefined || !["support", "operator"].includes(values.role))
      throw new StartFault("Say whom: node server.js admin:grant <email> [--role support|operator]");
    await onGround(async ({ databaseUrl }) => {
      await grantAdmin(databaseUrl, email, values.role as "support" | "operator");
      say(`${email} is ${values.role} now. Administration opens with a second factor.`);
    });
  },
  "webhooks:retry": () =>
    onSite(async ({ site }) => {
      const { retry } = await import("../lib/server/webhooks/webhooks.ts");
      say(`${await retry(site)} failed events were put back and handled.`);
    }),
  "webhooks:reconcile": (args) => {
    const { values } = parseArgs({ args, options: { since: { type: "string" } } });
    const since = values.since === undefined ? undefined : new Date(values.since);
    if (since !== undefined && Number.isNaN(since.getTime()))
      throw new StartFault("--since must be a moment such as 2026-11-20T10:00:00Z");
    return onSite(async ({ site }) => {
      const { reconcile } = await import("../lib/server/webhooks/reconcile.ts");
      const found = await reconcile(site, since);
      if (found === undefined) throw new StartFault("Payments are off: there is nothing to compare.");
      say(`Since ${found.since.toISOString()}: ${found.added} new events, ${found.compared} subscriptions compared.`);
      for (const { id, before, now } of found.differences) say(`  ${id}: was ${before}, now ${now}`);
    });
  },
  "logs:cleanup": async (args) => {
    const { cleanUp, keptDays } = await import("../lib/server/logs/logs.ts");
    const { values } = parseArgs({ args, options: { days: { type: "string", default: String(keptDays) } } });
    const days = Number(values.days);
    if (!Number.isInteger(days) || days < 7) throw new StartFault("--days must be a whole number from 7 on");
    return onSite(async ({ site }) => say(`${await cleanUp(site, days)} rows were removed.`));
  },
};

const unitMs: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of "45s", "10m" or "1h". */
function durationOf(written: string): number {
  const [, count = "", unit = ""] = /^(\d{1,4})([smh])$/.exec(written) ?? [];
  const ms = Number(count) * (unitMs[unit] ?? 0);
  if (ms === 0) throw new StartFault("--watch must be a time such as 45s, 10m or 1h");
  return ms;
}

async function onGround(work: (ground: Ground) => Promise<void>): Promise<void> {
  process.env.LOG_LEVEL ??= "warn";
  const ground = await openGround();
  await work(ground).finally(() => ground.stop());
}

function onSite(work: (running: RunningSite) => Promise<void>): Promise<void> {
  return onGround(async ({ config, databaseUrl, log }) => {
    const { openSite } = await import("./site.ts");
    const running = await openSite({ config, databaseUrl, log, version, withTasks: false });
    await work(running).finally(() => running.stop());
  });
}
