import { Client, type Pool } from "pg";

/**
 * A worker is alive while this session holds its advisory lock, not while a clock says so: a kill frees the lock at
 * once, a stopped process keeps it.
 */
export interface WorkerSession {
  /** Takes the lock of a worker's name; its first task waits for this. */
  hold(worker: string): Promise<void>;
  /** Returns the tasks of workers that hold tasks but no lock. Answers with their names. */
  rescue(): Promise<string[]>;
  /** Gives up what a worker had started but cannot finish, without costing the tasks a try. */
  giveBack(worker: string): Promise<void>;
  isOpen(): boolean;
  close(): Promise<void>;
}

/** A task that took its worker down this often keeps its tries counted, so it ends up as failed instead of killing on. */
const DEATHS_FORGIVEN = 5;

const returnTasks = `
  with returned as (
    update graphile_worker._private_jobs as jobs set
      locked_at = null,
      locked_by = null,
      attempts = case when coalesce((flags->>'deaths')::integer, 0) < ${DEATHS_FORGIVEN} then greatest(attempts - 1, 0) else attempts end,
      flags = coalesce(flags, '{}') || jsonb_build_object('deaths', coalesce((flags->>'deaths')::integer, 0) + $2::integer)
    where locked_by = any($1::text[])
  )
  update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_by = any($1::text[])`;

/** Opens the session under the runtime login. @param onLost called once when it ends without `close` */
export async function openWorkerSession(appPool: Pool, onLost: (error?: Error) => void): Promise<WorkerSession> {
  const client = new Client({
    ...appPool.options,
    // Not enumerable there, so it does not travel with the others.
    password: appPool.options.password,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  });
  let state: "opening" | "open" | "lost" | "closed" = "opening";
  const lose = (error?: Error) => {
    if (state !== "open") return;
    state = "lost";
    client.end().catch(() => undefined);
    onLost(error);
  };
  client.on("error", lose);
  client.on("end", () => lose());
  await client.connect();
  state = "open";

  /** A session that does not answer is as good as gone: what it holds is unknown. */
  const ask = async <Row extends object>(text: string, values: unknown[]): Promise<Row[]> => {
    try {
      return (await client.query<Row>(text, values)).rows;
    } catch (error) {
      lose(error instanceof Error ? error : undefined);
      throw error;
    }
  };

  let own = "";
  return {
    hold: async (worker) => {
      own = worker;
      await ask("select pg_advisory_lock(hashtextextended($1, 0))", [worker]);
    },
    rescue: async () => {
      const gone = await ask<{ worker: string }>(
        `select worker from (
           select distinct locked_by as worker from graphile_worker._private_jobs where locked_by <> $1
         ) as colleagues
         where pg_try_advisory_lock(hashtextextended(worker, 0))`,
        [own],
      );
      const workers = gone.map((row) => row.worker);
      if (workers.length === 0) return [];
      // The locks are held until their tasks are back, so two rescuers never work on the same colleague.
      await ask(returnTasks, [workers, 1]);
      await ask("select pg_advisory_unlock(hashtextextended(worker, 0)) from unnest($1::text[]) as worker", [workers]);
      return workers;
    },
    giveBack: async (worker) => {
      await ask(returnTasks, [[worker], 0]);
    },
    isOpen: () => state === "open",
    close: async () => {
      if (state !== "open") return;
      state = "closed";
      await client.end();
    },
  };
}
