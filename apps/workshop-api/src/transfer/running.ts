import type { Import, ImportField, ImportKind } from "@mechanicbuddy/contract/imports";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as notifications from "../notifications/notifications.ts";
import { type Problem, RowReader } from "./cells.ts";
import type { Around, Draft, Importer, Plan } from "./importer.ts";
import { customersImporter } from "./kinds/customers.ts";
import { historyImporter } from "./kinds/history.ts";
import { partsImporter } from "./kinds/parts.ts";
import { stockImporter } from "./kinds/stock.ts";
import { vehiclesImporter } from "./kinds/vehicles.ts";
import * as store from "./store.ts";
import { type OpenTable, openTable, type TableRow } from "./table.ts";

/** Rows written together: enough to be quick, few enough that nobody waits for their locks. */
const CHUNK = 200;

const importers = {
  customers: customersImporter,
  vehicles: vehiclesImporter,
  parts: partsImporter,
  stock: stockImporter,
  history: historyImporter,
} as unknown as Record<ImportKind, Importer<unknown>>;

/** Tries a table out or imports it, going on behind the rows that are done. A table that cannot be read says why. */
export async function run(ctx: Context, id: string, signal?: AbortSignal): Promise<void> {
  const job = await inTransaction(ctx, (ctx) => store.lock(ctx, id));
  if (job === undefined || !["waiting", "running"].includes(job.state)) return;
  const as: Context = {
    ...ctx,
    actor: { ...ctx.actor, kind: "user", ...(job.createdBy && { userId: job.createdBy }) },
  };
  try {
    const rowsTotal = await countRows(ctx, job);
    await store.setState(ctx, id, { state: "running", rowsTotal });
    if (job.mode === "dry") await inTransaction(ctx, (ctx) => store.restart(ctx, id));
    await eachChunk(as, job, signal);
    await finish(as, job);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "invalid") throw error;
    await inTransaction(as, async (ctx) => {
      await store.setState(ctx, id, { state: "failed", fault: error.message, finished: true });
      await tellWriter(ctx, job, { kind: "import.failed", data: { file: job.fileName, reason: error.message } });
    });
  }
}

/** Whoever began an import may be elsewhere when it ends. */
async function tellWriter(
  ctx: Context,
  { id, createdBy }: Import & { createdBy: string | null },
  news: { kind: string; data: Record<string, unknown> },
): Promise<void> {
  if (createdBy !== null) await notifications.tellPerson(ctx, createdBy, { ...news, about: { kind: "import", id } });
}

function finish(ctx: Context, job: Import & { createdBy: string | null }): Promise<void> {
  const { id, mode, kind, fileName: file } = job;
  return inTransaction(ctx, async (ctx) => {
    const writing = store.setState(ctx, id, { state: "done", finished: true });
    const after = { kind };
    if (mode === "run") audit.record(ctx, { action: "import.run", entityKind: "import", entityId: id, after });
    await writing;
    const { created = 0, updated = 0, failed = 0 } = (await store.lock(ctx, id)) ?? {};
    if (mode === "run") await tellWriter(ctx, job, { kind: "import.done", data: { file, created, updated, failed } });
  });
}

async function open(ctx: Context, { fileId, encoding, delimiter }: Import): Promise<OpenTable> {
  const { stream, mediaType } = await files.open(ctx, fileId);
  return openTable(stream, mediaType, { encoding: encoding ?? undefined, delimiter: delimiter ?? undefined });
}

async function countRows(ctx: Context, job: Import): Promise<number> {
  let rows = 0;
  for await (const _ of (await open(ctx, job)).rows) rows += 1;
  return rows;
}

async function eachChunk(ctx: Context, job: Import, signal?: AbortSignal): Promise<void> {
  const [table, around] = await Promise.all([open(ctx, job), store.around(ctx)]);
  const columns = new Map(job.mapping.map(({ field, column }): [ImportField, number] => [field, column]));
  const done = job.mode === "dry" ? 0 : job.rowsDone;
  const work = { job, around, headings: table.headings, columns, seen: new Map<string, number>() };
  let read = 0;
  let chunk: TableRow[] = [];
  for await (const row of table.rows) {
    signal?.throwIfAborted();
    read += 1;
    // What was done before is read for its keys only.
    if (read <= done) readRow(ctx, work, row);
    else chunk.push(row);
    if (chunk.length === CHUNK) {
      await writeChunk(ctx, work, chunk);
      chunk = [];
    }
  }
  if (chunk.length > 0) await writeChunk(ctx, work, chunk);
}

interface Work {
  job: Import;
  around: Around;
  headings: readonly string[];
  columns: ReadonlyMap<ImportField, number>;
  /** In which row each key was first. */
  seen: Map<string, number>;
}

interface Read {
  row: number;
  draft: Draft<unknown>;
  warnings: Problem[];
  /** Decided by the row alone: it cannot be used, or is there twice. */
  settled?: Pick<store.Done, "outcome" | "problems">;
}

function readRow(ctx: Context, { job, around, headings, columns, seen }: Work, { row, cells }: TableRow): Read {
  const reader = new RowReader(cells, columns, headings);
  const draft = importers[job.kind].read(reader, around, ctx);
  const read = { row, draft, warnings: reader.warnings };
  if (reader.errors.length > 0) return { ...read, settled: { outcome: "failed", problems: reader.errors } };
  const earlier = draft.keys.map((key) => seen.get(key)).find((found) => found !== undefined);
  if (earlier !== undefined) {
    const reason = `The same as row ${earlier}, which counts.`;
    return { ...read, settled: { outcome: "skipped", problems: [{ column: null, reason }] } };
  }
  for (const key of draft.keys) seen.set(key, row);
  return read;
}

function writeChunk(ctx: Context, work: Work, chunk: readonly TableRow[]): Promise<void> {
  const { job } = work;
  const read = chunk.map((row) => readRow(ctx, work, row));
  return inTransaction(ctx, async (ctx) => {
    const importer = importers[job.kind];
    const open = read.filter(({ settled }) => settled === undefined);
    const plans = await importer.plan(
      ctx,
      open.map(({ draft }) => draft.wish),
      work.around,
    );
    const planOf = new Map(open.map(({ row }, index) => [row, plans[index] as Plan<unknown>]));
    const versions = job.mode === "run" ? await apply(ctx, importer, plans) : new Map<string, number>();
    await store.note(
      ctx,
      job.id,
      read.map((one) => doneOf(one, planOf.get(one.row), versions)),
    );
  });
}

/** Writes what the plans say, and tells which version each thing has now. */
async function apply(
  ctx: Context,
  importer: Importer<unknown>,
  plans: readonly Plan<unknown>[],
): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  const fresh = plans.filter((plan) => plan.outcome === "created");
  await importer.create(ctx, fresh);
  for (const { id } of fresh) versions.set(id, 1);
  for (const plan of plans) {
    if (plan.outcome === "updated") versions.set(plan.id, await importer.update(ctx, plan));
  }
  return versions;
}

function doneOf(read: Read, plan: Plan<unknown> | undefined, versions: ReadonlyMap<string, number>): store.Done {
  const { row, draft, warnings, settled } = read;
  const label = draft.label.slice(0, 200);
  const none = { entityId: null, entityVersion: null, before: null };
  if (settled !== undefined) {
    return { row, label, level: settled.outcome === "failed" ? "error" : "warning", ...none, ...settled };
  }
  if (plan === undefined || plan.outcome === "failed") {
    const problems = [...(plan === undefined ? [] : [plan.problem]), ...warnings];
    return { row, label, outcome: "failed", level: "error", ...none, problems };
  }
  const problems = [...warnings, ...plan.warnings];
  const entityId = versions.has(plan.id ?? "") || plan.outcome !== "created" ? plan.id : null;
  return {
    row,
    label,
    outcome: plan.outcome,
    level: problems.length > 0 ? "warning" : "ok",
    entityId,
    entityVersion: versions.get(plan.id ?? "") ?? null,
    before: plan.outcome === "updated" ? plan.before : null,
    problems,
  };
}

/** Takes an import back, the last row first. What somebody worked with since is kept and listed with the reason. */
export async function rollBack(ctx: Context, id: string, signal?: AbortSignal): Promise<void> {
  const job = await inTransaction(ctx, (ctx) => store.lock(ctx, id));
  if (job?.state !== "rolling_back") return;
  const as: Context = {
    ...ctx,
    actor: { ...ctx.actor, kind: "user", ...(job.createdBy && { userId: job.createdBy }) },
  };
  for (;;) {
    const rows = await store.undoable(ctx, id, CHUNK);
    if (rows.length === 0) break;
    for (const row of rows) {
      signal?.throwIfAborted();
      const kept = await undo(as, job, row);
      if (kept !== undefined) await inTransaction(ctx, (ctx) => store.noteUndone(ctx, id, row.row, kept));
    }
  }
  await store.setState(ctx, id, { state: "rolled_back", finished: true });
}

/** Why the row stays; undefined when it is gone, which is noted together with its going. */
async function undo(ctx: Context, { id, kind }: Import, trace: store.Undoable): Promise<string | undefined> {
  try {
    await inTransaction(ctx, async (ctx) => {
      const version = await importers[kind].undo(ctx, trace);
      await Promise.all([
        store.noteUndone(ctx, id, trace.row, null),
        version === null ? undefined : store.followVersion(ctx, trace, version),
      ]);
    });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal && error.code === "not_found") return "Somebody deleted it since.";
    if (error instanceof Refusal) return error.message.replace(" Archive instead?", "");
    throw error;
  }
}
