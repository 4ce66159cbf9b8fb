import { isIP } from "node:net";
import type { Pool } from "pg";
import type { Clock } from "./clock.ts";
import { sha256 } from "./keys.ts";
import type { Log } from "./log.ts";

/** One thing being counted: at most `limit` in each window of `windowSeconds`. */
export interface Attempt {
  /** What is limited, such as `sign-in`. */
  scope: string;
  /** Whose count it is. Tenant first: `acme:ann`, `acme:203.0.113.9`. */
  key: string;
  limit: number;
  windowSeconds: number;
}

/** The state of a limit after an attempt. */
export interface Limit {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Seconds until the window ends, at least 1. */
  retryAfterSeconds: number;
}

export interface RateLimits {
  /**
   * Takes one of the attempts of an exact limit: shared by all processes to the single attempt, kept over restarts.
   * One statement. Rejects when the database is away, so what it guards stays shut.
   */
  takeAttempt(attempt: Attempt): Promise<Limit>;
  /** Counts one request in memory; counts of all processes are merged once a second and go on alone without a database. */
  takeRequest(attempt: Attempt): Limit;
  /** Merges what is left and stops. */
  close(): Promise<void>;
}

/** `RateLimit-*` and, after a refusal, `Retry-After`. */
export function limitHeaders(state: Limit): Record<string, string> {
  const headers: Record<string, string> = {
    "RateLimit-Limit": String(state.limit),
    "RateLimit-Remaining": String(state.remaining),
    "RateLimit-Reset": String(state.retryAfterSeconds),
  };
  if (!state.allowed) headers["Retry-After"] = String(state.retryAfterSeconds);
  return headers;
}

/** The part of an address that counts: IPv4 whole, IPv6 by /64, because a household or server owns all of one. */
export function addressKey(address: string): string {
  const bare = address.replace(/%.*$/, "").toLowerCase();
  if (isIP(bare) !== 6) return bare;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = bare.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? 0 : tail.split(":").length + (tail.includes(".") ? 1 : 0);
    while (groups.length + after < 8) groups.push("0");
    groups.push(...tail.split(":"));
  }
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

interface Window {
  startsAt: Date;
  endsAt: Date;
}

function windowOf(now: Date, seconds: number): Window {
  const length = seconds * 1000;
  const start = Math.floor(now.getTime() / length) * length;
  return { startsAt: new Date(start), endsAt: new Date(start + length) };
}

function stateOf(attempt: Attempt, window: Window, now: Date, used: number, allowed: boolean): Limit {
  return {
    allowed,
    limit: attempt.limit,
    remaining: Math.max(0, attempt.limit - used),
    retryAfterSeconds: Math.max(1, Math.ceil((window.endsAt.getTime() - now.getTime()) / 1000)),
  };
}

export interface RateLimitOptions {
  appPool: Pool;
  now: Clock;
  log: Log;
  mergeMs?: number;
  /** Where `rate_limits` and `request_counts` are; `instance` unless said. */
  schema?: "instance" | "public";
}

/** Limits kept in the database under the runtime login. */
export function openRateLimits(options: RateLimitOptions): RateLimits {
  const { appPool, now, log, mergeMs = 1_000, schema = "instance" } = options;
  const counts = countRequests(appPool, schema, now);
  let lastPurge = now().getTime();
  let merging: Promise<void> | undefined;
  let isAway = false;

  const merge = async () => {
    try {
      await counts.merge();
      if (now().getTime() - lastPurge >= 60_000) {
        lastPurge = now().getTime();
        await purge(appPool, schema, now());
      }
      isAway = false;
    } catch (error) {
      if (!isAway) log.warn({ err: error }, "request counts stay in this process until the database answers again");
      isAway = true;
    }
  };
  const timer = setInterval(() => {
    merging ??= merge().finally(() => {
      merging = undefined;
    });
  }, mergeMs);
  timer.unref();

  return {
    takeAttempt: (attempt) => takeAttempt(appPool, schema, attempt, now()),
    takeRequest: counts.take,
    close: async () => {
      clearInterval(timer);
      await merging;
      await merge();
    },
  };
}

async function takeAttempt(appPool: Pool, schema: string, attempt: Attempt, now: Date): Promise<Limit> {
  const window = windowOf(now, attempt.windowSeconds);
  // A full window's row is left alone, so the statement answers with no row: exact under any number of callers.
  const { rows } = await appPool.query<{ used: number }>(
    `insert into ${schema}.rate_limits as r (scope, key, starts_at, ends_at, used)
     select $1, $2, $3, $4, 1 where $5 > 0
     on conflict (scope, key, starts_at) do update set used = r.used + 1 where r.used < $5
     returning used`,
    [attempt.scope, keyHash(attempt.key), window.startsAt, window.endsAt, attempt.limit],
  );
  const used = rows[0]?.used;
  return stateOf(attempt, window, now, used ?? attempt.limit, used !== undefined);
}

async function purge(appPool: Pool, schema: string, now: Date): Promise<void> {
  for (const table of ["rate_limits", "request_counts"]) {
    await appPool.query(`delete from ${schema}.${table} where ends_at < $1`, [now]);
  }
}

/** Counts of one key in one window: `known` is the sum over all processes at the last merge, `ours` came since. */
interface Count extends Window {
  scope: string;
  hash: string;
  known: number;
  ours: number;
  /** Asked for since the last merge; only such keys take part in the next one. */
  isAsked: boolean;
}

function countRequests(appPool: Pool, schema: string, now: Clock) {
  const counts = new Map<string, Count>();

  const countOf = (attempt: Attempt, at: Date): Count => {
    const window = windowOf(at, attempt.windowSeconds);
    const name = nameOf(attempt.scope, attempt.key, window.startsAt);
    let count = counts.get(name);
    if (count === undefined) {
      count = { ...window, scope: attempt.scope, hash: keyHash(attempt.key), known: 0, ours: 0, isAsked: true };
      counts.set(name, count);
    }
    return count;
  };

  return {
    take: (attempt: Attempt): Limit => {
      const at = now();
      const count = countOf(attempt, at);
      count.isAsked = true;
      const used = count.known + count.ours;
      if (used >= attempt.limit) return stateOf(attempt, count, at, used, false);
      count.ours++;
      return stateOf(attempt, count, at, used + 1, true);
    },
    merge: async (): Promise<void> => {
      const at = now().getTime();
      for (const [name, count] of counts) if (count.endsAt.getTime() <= at) counts.delete(name);
      const sent = [...counts.values()].filter((count) => count.isAsked).map((count) => ({ count, ours: count.ours }));
      if (sent.length === 0) return;
      const { rows } = await appPool.query<{ scope: string; key: string; starts: string; used: number }>(
        `insert into ${schema}.request_counts as r (scope, key, starts_at, ends_at, used)
         select * from unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::integer[])
         order by 1, 2, 3
         on conflict (scope, key, starts_at) do update set used = r.used + excluded.used
         returning scope, key, extract(epoch from starts_at)::text as starts, used`,
        [
          sent.map(({ count }) => count.scope),
          sent.map(({ count }) => count.hash),
          sent.map(({ count }) => count.startsAt),
          sent.map(({ count }) => count.endsAt),
          sent.map(({ ours }) => ours),
        ],
      );
      const totals = new Map(
        rows.map((row) => [nameOf(row.scope, row.key, new Date(Number(row.starts) * 1000)), row.used]),
      );
      for (const { count, ours } of sent) {
        count.known = totals.get(nameOf(count.scope, count.hash, count.startsAt)) ?? count.known;
        count.ours -= ours;
        // A key asked for while the merge was under way takes part in the next one.
        count.isAsked = count.ours > 0;
      }
    },
  };
}

function nameOf(scope: string, key: string, startsAt: Date): string {
  return `${scope}\n${key}\n${startsAt.getTime()}`;
}

/** Keys are made of addresses, names and session secrets: tables hold only their hashes. */
function keyHash(key: string): string {
  return sha256(key).toString("base64url");
}
