import type { Db, Statement } from "@mechanicbuddy/platform/database/statement";
import type { Log } from "@mechanicbuddy/platform/log";
import { Pool, type PoolClient, type QueryResult } from "pg";

/** On whose behalf a transaction reads content: an account, or background work that says what it does. */
export type Behalf =
  | { userId: string }
  | { purpose: "retention" | "closure" | "answering" | "administration" | "indexing" };

export interface Database {
  /** Single statements; rows of accounts' content do not show themselves here. */
  readonly shared: Db;
  /** One transaction. Without `behalf`, content stays hidden. */
  transaction<T>(work: (db: Db) => Promise<T>, behalf?: Behalf): Promise<T>;
  /** Connections in use, for readiness and metrics. */
  counts(): { open: number; waiting: number };
  close(): Promise<void>;
}

/** Opens the pool. Connections run as `mate_app`, who may not change tables; the login itself only migrates. */
export function openDatabase(url: string, log: Log, most = 20): Database {
  const pool = new Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 5_000,
    // Statements of a transaction need not wait for each other's answers.
    pipeline: true,
    application_name: "mechanics-mate",
    options: "-c search_path=mate -c timezone=UTC",
    // Awaited before the connection is used.
    onConnect: async (client) => {
      await client.query("set role mate_app");
    },
  });
  pool.on("error", (error) => log.warn({ err: error }, "an idle database connection was lost"));
  return {
    shared: { run: async (statement) => answer(await pool.query(plain(statement))) },
    transaction: async (work, behalf) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        return await inside(client, work, behalf);
      } catch (error) {
        if (error instanceof Error && isLost(error)) broken = error;
        throw error;
      } finally {
        client.release(broken);
      }
    },
    counts: () => ({ open: pool.totalCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  };
}

const committing: Statement = { text: "commit", values: [] };

async function inside<T>(client: PoolClient, work: (db: Db) => Promise<T>, behalf: Behalf | undefined): Promise<T> {
  let commit: Promise<QueryResult> | undefined;
  const send = (statement: Statement) => {
    const sent = client.query(plain(statement));
    // Who is left behind by an earlier fault fails without a listener.
    sent.catch(() => undefined);
    return sent;
  };
  const db: Db = {
    run: async (statement) => {
      if (commit !== undefined) throw new Error("A statement came behind the last one of its transaction");
      const sent = send(statement);
      if (statement.isLast) commit = send(committing);
      return answer(await sent);
    },
  };
  send({ text: "begin", values: [] });
  try {
    if (behalf !== undefined) {
      const [name, value] = "userId" in behalf ? ["mate.user_id", behalf.userId] : ["mate.purpose", behalf.purpose];
      send({ text: "select set_config($1, $2, true)", values: [name, value] });
    }
    const result = await work(db);
    commit ??= send(committing);
    const { command } = await commit;
    if (command !== "COMMIT") throw new Error("A transaction with a failed statement was not saved");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

function plain({ text, values, name }: Statement): { text: string; values: unknown[]; name?: string } {
  return { text, values: [...values], name };
}

function answer<T>({ rows, rowCount }: { rows: unknown[]; rowCount: number | null }): { rows: T[]; count: number } {
  return { rows: rows as T[], count: rowCount ?? 0 };
}

/** True when the connection is gone: the caller may try again later, nothing was saved. */
export function isLost(error: unknown): boolean {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return (
    /^(57P0[123]|57014|08\w{3}|53\d{3}|28P01|3D000|ECONN\w+|EPIPE|ENOTFOUND)$/.test(code) ||
    /Connection terminated|timeout exceeded|not queryable/i.test(message)
  );
}
