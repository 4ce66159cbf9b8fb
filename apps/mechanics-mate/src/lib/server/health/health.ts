import type { HealthReport } from "@mechanicbuddy/contract/mate/health";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { sameSecret } from "@mechanicbuddy/platform/keys";
import { metricsText } from "@mechanicbuddy/platform/metrics";
import type { MateContext } from "../context.ts";

export type CheckName = keyof HealthReport["checks"];

/** Looks at one thing: answers nothing when it is well, `off` when it is not set up, and throws what is missing. */
export type Check = () => Promise<"off" | undefined>;

export interface HealthState {
  checks: HealthReport["checks"];
  /** What is missing, in words; empty means ready. */
  missing: string[];
}

export interface Health {
  /** As it was looked at, at most five seconds ago. */
  state(): Promise<HealthState>;
}

const FRESH_MS = 5_000;
const PATIENCE_MS = 1_000;
/** Without these nothing works; the others are told but stop nothing. */
const needed: readonly CheckName[] = ["database", "migrations", "tasks"];

/** Looks at everything at most every five seconds, one look at a time; `stopping` ends readiness at once. */
export function createHealth(checks: Record<CheckName, Check>, stopping: AbortSignal, now = Date.now): Health {
  let seen: { at: number; state: Promise<HealthState> } | undefined;
  return {
    state: async () => {
      if (seen === undefined || now() - seen.at >= FRESH_MS) seen = { at: now(), state: look(checks) };
      const state = await seen.state;
      return stopping.aborted ? { ...state, missing: ["stopping", ...state.missing] } : state;
    },
  };
}

async function look(checks: Record<CheckName, Check>): Promise<HealthState> {
  const missing: string[] = [];
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      try {
        return [name, (await withinPatience(check())) ?? "ok"] as const;
      } catch (error) {
        if (needed.includes(name as CheckName)) missing.push(error instanceof Missing ? error.message : name);
        return [name, "failing"] as const;
      }
    }),
  );
  return { checks: Object.fromEntries(results) as HealthState["checks"], missing };
}

/** Something readiness names: a table, a migration. */
export class Missing extends Error {}

function withinPatience<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("No answer within a second")), PATIENCE_MS);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** The public report; names of what is missing stay with readiness. */
export async function report(ctx: MateContext): Promise<HealthReport> {
  const { checks, missing } = await ctx.site.health.state();
  return {
    status: missing.length === 0 ? "ok" : "failing",
    version: ctx.site.version,
    uptimeS: Math.floor(process.uptime()),
    checks,
  };
}

/** Refuses while the last look, at most five seconds old, found something missing: an outside probe sees it. */
export async function refuseUnlessReady(ctx: MateContext): Promise<void> {
  const { missing } = await ctx.site.health.state();
  if (missing.length > 0) {
    throw new MateRefusal("unavailable", "The service is not ready. Try again in a moment.", { retryAfter: 5 });
  }
}

/** Everything counted so far, for whoever brings the token of the settings. */
export function numbers(ctx: MateContext, authorization: string | null): Promise<string> {
  const given = /^Bearer (.+)$/.exec(authorization ?? "")?.[1];
  const token = ctx.site.config.METRICS_TOKEN;
  if (token === undefined || given === undefined || !sameSecret(given, token)) {
    throw new MateRefusal("not_found", "There is nothing at this address.");
  }
  return metricsText();
}
