import type { Client } from "pg";
import { type ConnectionOptions, openConnections } from "./connections.ts";
import type { Db, Statement } from "./statement.ts";

/** What a request cost: round trips are waits for PostgreSQL, however many statements travelled together. */
export interface Cost {
  statements: number;
  roundTrips: number;
  texts: string[];
}

export interface Tenancy {
  /** Statements of one request on the tenant's shared connection. */
  shared(tenantId: string, cost: Cost): Db;
  /** One transaction on a connection of its own; `first` is sent together with BEGIN. */
  transaction<T>(tenantId: string, cost: Cost, work: (db: Db) => Promise<T>): Promise<T>;
  counts(): { tenants: number; open: number; waiting: number };
  close(): Promise<void>;
}

/** A task that runs for hours sends millions of statements; nobody reads more of them than a request has. */
const MOST_TEXTS = 200;

export function newCost(): Cost {
  return { statements: 0, roundTrips: 0, texts: [] };
}

/** Opens the tenants' databases of this process. */
export function openTenancy(options: ConnectionOptions): Tenancy {
  const connections = openConnections(options);
  return {
    shared: (tenantId, cost) =>
      counted(cost, (statement) => connections.withShared(tenantId, (client) => send(client, statement))),
    transaction: (tenantId, cost, work) =>
      connections.withExclusive(tenantId, async (client, spoil) => {
        const pending: Promise<Answer>[] = [];
        let isEnding = false;
        const pass = (statement: Statement) => {
          const answer = send(client, statement);
          pending.push(answer);
          answer.catch(() => undefined);
          return answer;
        };
        const db = counted(cost, (statement) => {
          if (isEnding) return Promise.reject(new Error("A statement came behind the last one of its transaction"));
          const answer = pass(statement);
          isEnding = statement.isLast ?? false;
          if (isEnding) pass(commit);
          return answer;
        });
        db.run({ text: "begin", values: [] }).catch(() => undefined);
        try {
          const result = await work(db);
          if (!isEnding) db.run(commit).catch(() => undefined);
          const answers = await Promise.all(pending);
          // PostgreSQL answers COMMIT of a failed transaction with ROLLBACK and no error.
          if (answers.at(-1)?.command !== "COMMIT")
            throw new Error("A transaction with a failed statement was not saved");
          return result;
        } catch (thrown) {
          const error = await firstFault(thrown, pending);
          if (isConnectionLost(error)) spoil();
          else await client.query("rollback").catch(spoil);
          throw error;
        }
      }),
    counts: connections.counts,
    close: connections.close,
  };
}

/** Statements sent behind a failed one fail too, without a reason of their own: the first failure is the one that tells. */
async function firstFault(thrown: unknown, pending: readonly Promise<unknown>[]): Promise<unknown> {
  if ((thrown as { code?: string }).code !== "25P02") return thrown;
  const results = await Promise.allSettled(pending);
  return results.find((result) => result.status === "rejected")?.reason ?? thrown;
}

interface Answer {
  rows: unknown[];
  count: number;
  command: string;
}

const commit: Statement = { text: "commit", values: [] };

async function send(client: Client, { text, values, name }: Statement): Promise<Answer> {
  const result = await client.query({ text, values: [...values], name });
  return { rows: result.rows, count: result.rowCount ?? 0, command: result.command };
}

/** Counts statements, and a round trip whenever one leaves while none of this request's is on its way. */
function counted(cost: Cost, run: (statement: Statement) => Promise<Answer>): Db {
  let inFlight = 0;
  return {
    run: async <T>(statement: Statement) => {
      cost.statements++;
      if (cost.texts.length < MOST_TEXTS) cost.texts.push(statement.text);
      if (inFlight === 0) cost.roundTrips++;
      inFlight++;
      try {
        return (await run(statement)) as { rows: T[]; count: number };
      } finally {
        inFlight--;
      }
    },
  };
}

const lostStates = new Set(["57P01", "57P02", "57P03", "57014", "08006", "08003", "25P03"]);

/** True when the connection is gone or must not be used again: killed, timed out, cancelled. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code;
  if (code !== undefined && lostStates.has(code)) return true;
  return /Connection terminated|connection error|ECONNRESET|EPIPE|ECONNREFUSED|not queryable|timeout expired/i.test(
    `${error.message} ${code ?? ""}`,
  );
}
