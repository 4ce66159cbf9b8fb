import { sql } from "kysely";
import type { Pool } from "pg";
import type { Static, TSchema } from "typebox";
import { Check } from "typebox/value";
import type { Context } from "./context.ts";
import { one } from "./database/statement.ts";

export interface TaskOptions {
  /** Waits before each new try. Without it they grow from 3 s to 6 h. */
  retryAfterSeconds?: readonly number[];
  /** Tries in all; one more than there are waits, else 10. */
  maxAttempts?: number;
  /** Heavy work: one at a time per tenant. */
  oneAtATime?: boolean;
  /** True: also done while the workshop is suspended or closing. */
  whilePaused?: boolean;
  /** Repeats for every active tenant, with an empty payload. */
  everySeconds?: number;
}

/** What a handler may know about the run it is in. */
export interface TaskRun {
  readonly taskId: string;
  /** 1 for the first try. */
  readonly attempt: number;
  /** True when nothing follows a failure: the moment to mark what the task was for as failed. */
  readonly isLastAttempt: boolean;
  /** Aborted when the worker must stop or has lost the task. */
  readonly signal: AbortSignal;
}

/** A kind of background work. `Payload` is what `enqueue` takes: ids, never whole rows. */
export interface Task<Payload = never> {
  readonly name: string;
  readonly schema: TSchema;
  readonly options: TaskOptions;
  readonly handle: (ctx: Context, payload: unknown, run: TaskRun) => Promise<void>;
  readonly accepts: (payload: Payload) => boolean;
}

/** The waits of the outbox: 1, 5 and 30 minutes, 2, 6 and 24 hours. */
export const mailRetries = [60, 300, 1_800, 7_200, 21_600, 86_400] as const;

/**
 * Defines a task. Its handler can run twice, whenever a process dies between the work and the note that it is done:
 * guard the effect by the state of the row it changes (`update … where status = 'queued'`), or by `once`.
 * @param name dotted lower-case words, `invoices.render`; kept for as long as such tasks may be queued
 */
export function task<Payload extends TSchema>(
  name: string,
  schema: Payload,
  handler: (ctx: Context, payload: Static<Payload>, run: TaskRun) => Promise<void>,
  options: TaskOptions = {},
): Task<Static<Payload>> {
  const accepts = (payload: unknown): payload is Static<Payload> => Check(schema, payload);
  if (options.everySeconds !== undefined && !accepts({})) {
    throw new Error(`Task ${name} repeats by itself, so its payload must be allowed to be empty`);
  }
  return {
    name,
    schema,
    options,
    accepts,
    handle: async (ctx, payload, run) => {
      if (!accepts(payload)) throw new Error(`Task ${name} was queued with a payload it does not know`);
      await handler(ctx, payload, run);
    },
  };
}

export interface EnqueueOptions {
  /** Not before this moment. */
  runAt?: Date;
  /** A task of the same tenant that waits under this key is replaced instead of a second one being added. */
  jobKey?: string;
  maxAttempts?: number;
}

/** Queues a task of this tenant. It exists if and only if the surrounding transaction commits. Returns its id. */
export async function enqueue<Payload>(
  ctx: Pick<Context, "db">,
  kind: Task<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string> {
  if (!kind.accepts(payload)) throw new Error(`Task ${kind.name} does not take this payload`);
  const { runAt = null, jobKey = null, maxAttempts = attemptsOf(kind) } = options;
  const queued = await one<{ id: string }>(
    ctx.db,
    sql`select instance.enqueue(${kind.name}, ${JSON.stringify(payload)}::jsonb, ${runAt}::timestamptz, ${jobKey},
      ${maxAttempts}, ${kind.options.oneAtATime ?? false})::text as id`,
  );
  return queued.id;
}

/** Tries in all, the first included. */
export function attemptsOf(kind: Pick<Task, "options">): number {
  const { maxAttempts, retryAfterSeconds } = kind.options;
  return maxAttempts ?? (retryAfterSeconds === undefined ? 10 : retryAfterSeconds.length + 1);
}

/**
 * True the first time this tenant asks for `key`, for effects that leave no row of their own behind. Call it inside the
 * effect's transaction: both are saved together, or neither. Keys are remembered for 30 days.
 */
export async function once(ctx: Pick<Context, "db" | "transactional">, key: string): Promise<boolean> {
  if (!ctx.transactional) throw new Error("once() must be called inside the transaction of its effect");
  return (await one<{ first: boolean }>(ctx.db, sql`select instance.first_time(${key}) as first`)).first;
}

export interface QueueState {
  /** Due and not yet started. */
  waiting: number;
  running: number;
  /** Given up for good. */
  failed: number;
  /** How long the oldest waiting task is due, in seconds. */
  oldestSeconds: number;
}

/** The queue of all tenants, for metrics and health. */
export async function queueState(appPool: Pool): Promise<QueueState> {
  const { rows } = await appPool.query<QueueState>(
    `select
       (count(*) filter (where is_available and run_at <= now()))::integer as waiting,
       (count(*) filter (where locked_at is not null))::integer as running,
       (count(*) filter (where locked_at is null and not is_available))::integer as failed,
       coalesce(extract(epoch from now() - min(run_at) filter (where is_available and run_at <= now())), 0)::float8
         as "oldestSeconds"
     from graphile_worker._private_jobs`,
  );
  return rows[0] ?? { waiting: 0, running: 0, failed: 0, oldestSeconds: 0 };
}
