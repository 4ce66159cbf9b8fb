import { createHash } from "node:crypto";
import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from "kysely";

/** A compiled statement on its way to PostgreSQL. A named one stays prepared on its connection. */
export interface Statement {
  text: string;
  values: readonly unknown[];
  name?: string;
  /** In a transaction COMMIT travels right behind it, and nothing else may follow. */
  isLast?: true;
}

/**
 * Where statements go: a tenant's shared connection (single statements) or the connection of one transaction.
 * It offers no transaction of its own: on a shared connection one request's statement would run inside another's.
 */
export interface Db {
  run<T>(statement: Statement): Promise<{ rows: T[]; count: number }>;
}

/** Anything the query builder or its `sql` tag produces. */
export type Query<T> = Compilable<T> | { compile(executor: Kysely<never>): CompiledQuery<T> };

const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The query builder over a schema's tables; it only compiles, `rows`, `one` and the others below run what it made. */
export function queryBuilder<Schema>(): Kysely<Schema> {
  return compiler as unknown as Kysely<Schema>;
}

const named = new Map<string, string>();

/**
 * Marks a statement as hot: it is prepared once per connection under a name made from its text.
 * At most 40 per process, because each costs memory in every backend.
 */
export function hot<T>(query: Query<T>): Query<T> {
  const marked = { compile: (executor: Kysely<never>) => query.compile(executor), hot: true };
  return marked as Query<T>;
}

/**
 * Marks the statement that a transaction ends with, so that COMMIT need not wait for its answer. It is saved whatever
 * that answer says: what must not be saved has to be kept out by the statement itself.
 */
export function last<T>(query: Query<T>): Query<T> {
  const marked = { ...query, compile: (executor: Kysely<never>) => query.compile(executor), isLast: true };
  return marked as Query<T>;
}

function compiled<T>(query: Query<T>): Statement {
  const { sql, parameters } = query.compile(compiler as Kysely<never>) as CompiledQuery<T>;
  const statement: Statement = { text: sql, values: parameters, ...("isLast" in query ? { isLast: true } : {}) };
  if (!("hot" in query)) return statement;
  let name = named.get(sql);
  if (name === undefined) {
    if (named.size >= 40) throw new Error("More than 40 hot statements: make some of them plain");
    name = `h${createHash("sha256").update(sql).digest("hex").slice(0, 16)}`;
    named.set(sql, name);
  }
  return { ...statement, name };
}

/** All rows. */
export async function rows<T>(db: Db, query: Query<T>): Promise<T[]> {
  return (await db.run<T>(compiled(query))).rows;
}

/** The first row, or undefined. */
export async function maybeOne<T>(db: Db, query: Query<T>): Promise<T | undefined> {
  return (await db.run<T>(compiled(query))).rows[0];
}

/** The only row; its absence is a fault of ours, not of the caller. */
export async function one<T>(db: Db, query: Query<T>): Promise<T> {
  const row = await maybeOne(db, query);
  if (row === undefined) throw new Error("A statement that must answer with a row answered with none");
  return row;
}

/** Runs a statement for its effect and says how many rows it touched. */
export async function run(db: Db, query: Query<unknown>): Promise<number> {
  return (await db.run(compiled(query))).count;
}
