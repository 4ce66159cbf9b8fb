import { Readable } from "node:stream";
import type {
  createImport,
  getImportTable,
  Import,
  ImportTable,
  listImportRows,
  listImports,
  uploadImportTable,
} from "@mechanicbuddy/contract/imports";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { newId } from "@mechanicbuddy/platform/id";
import { enqueue } from "@mechanicbuddy/platform/tasks";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import { checkMapping, recognise } from "./columns.ts";
import { mediaTypeOf } from "./detect.ts";
import * as store from "./store.ts";
import { openTable, type Reading } from "./table.ts";
import { rollBackImport, runImport } from "./tasks.ts";

const EXAMPLES = 3;
const LOOKED_AT = 50;

/** Keeps an uploaded table and says what its columns seem to hold. */
export async function upload(
  ctx: Context,
  { name = "table", kind = "customers" }: Input<typeof uploadImportTable>["query"],
  bytes: Uint8Array,
): Promise<ImportTable> {
  const mediaType = mediaTypeOf(Buffer.from(bytes.subarray(0, 4096)));
  // Read once before it is kept: a table nobody can read is refused and leaves nothing behind.
  await describe(await openTable(Readable.from([bytes]), mediaType, {}));
  const fileId = await inTransaction(ctx, async (ctx) => {
    const owner = { kind: "import", id: newId() };
    const { id } = await files.store(ctx, { bytes, mediaType, name, owner });
    const after = { name, bytes: bytes.byteLength };
    audit.record(ctx, { action: "import.upload", entityKind: "import", entityId: id, after });
    return id;
  });
  return table(ctx, fileId, { kind });
}

/** An uploaded table, read as detected or as said. */
export async function table(
  ctx: Context,
  fileId: string,
  { kind = "customers", ...reading }: Input<typeof getImportTable>["query"],
): Promise<ImportTable> {
  const { stream, mediaType, name } = await openUpload(ctx, fileId);
  const opened = await openTable(stream, mediaType, reading);
  const { headings, encoding, delimiter } = opened;
  const examples = await describe(opened);
  const fields = recognise(headings, kind);
  const columns = headings.map((heading, index) => ({
    heading,
    examples: examples[index] ?? [],
    field: fields[index] ?? null,
  }));
  return { fileId, name, kind, encoding, delimiter, columns };
}

async function openUpload(ctx: Context, fileId: string) {
  const file = await files.open(ctx, fileId);
  if (file.owner === "import") return file;
  file.stream.destroy();
  throw notFound();
}

/** The first cells of each column that hold something. */
async function describe({ headings, rows }: Awaited<ReturnType<typeof openTable>>): Promise<string[][]> {
  const examples: string[][] = headings.map(() => []);
  for await (const { row, cells } of rows) {
    cells.slice(0, headings.length).forEach((cell, index) => {
      const found = examples[index] as string[];
      if (cell.trim() !== "" && found.length < EXAMPLES) found.push(cell.trim().slice(0, 60));
    });
    if (row > LOOKED_AT) break;
  }
  return examples;
}

/** Queues a trial or an import of an uploaded table. */
export function create(ctx: Context, body: Input<typeof createImport>["body"]): Promise<Import> {
  return inTransaction(ctx, async (ctx) => {
    const { fileId, kind, mapping, mode, ...reading } = body;
    const { headings } = await head(ctx, fileId, reading);
    checkMapping(mapping, kind, headings);
    const id = newId();
    await store.insert(ctx, { id, kind, mode, fileId, mapping, ...reading });
    audit.record(ctx, { action: "import.begin", entityKind: "import", entityId: id, after: { kind, mode, mapping } });
    await enqueue(ctx, runImport, { importId: id });
    return (await store.find(ctx, id)) as Import;
  });
}

async function head(ctx: Context, fileId: string, reading: Reading) {
  const file = await openUpload(ctx, fileId).catch((error: Refusal) => {
    if (error.code !== "not_found") throw error;
    const message = "This table is not there any more. Upload it again.";
    throw new Refusal("invalid", message, { errors: [{ field: "fileId", message }] });
  });
  const opened = await openTable(file.stream, file.mediaType, reading);
  await opened.rows[Symbol.asyncIterator]().return?.();
  return opened;
}

export async function get(ctx: Context, id: string): Promise<Import> {
  const found = await store.find(ctx, id);
  if (found === undefined) throw notFound();
  return found;
}

/** Imports and trials, newest first. */
export async function list(ctx: Context, { limit = 25, cursor }: Input<typeof listImports>["query"]) {
  const found = await store.page(ctx, { after: positionOf<{ id: string }>(cursor), limit });
  return pageOf(found, limit, ({ id }) => cursorOf({ id }));
}

/** What became of each row, in the order of the table. */
export async function rowsOf(ctx: Context, id: string, query: Input<typeof listImportRows>["query"]) {
  const { limit = 25, cursor, ...filter } = query;
  const [exists, found] = await Promise.all([
    store.exists(ctx, id),
    store.rowsPage(ctx, id, { ...filter, after: positionOf<{ row: number }>(cursor), limit }),
  ]);
  if (!exists) throw notFound();
  return pageOf(found, limit, ({ row }) => cursorOf({ row }));
}

/** Queues the taking back of an import. */
export function rollBack(ctx: Context, id: string): Promise<Import> {
  return inTransaction(ctx, async (ctx) => {
    const found = await store.lock(ctx, id);
    if (found === undefined) throw notFound();
    if (found.mode === "dry") throw new Refusal("conflict", "A trial wrote nothing, so there is nothing to take back.");
    if (found.rollbackUntil === null) {
      throw new Refusal(
        "conflict",
        "Only an import that is finished, wrote something and was not taken back yet can be.",
      );
    }
    if (Date.parse(found.rollbackUntil) < ctx.now().getTime()) {
      throw new Refusal("conflict", `An import can be taken back for ${store.ROLLBACK_DAYS} days; they are over.`);
    }
    await store.setState(ctx, id, { state: "rolling_back" });
    audit.record(ctx, { action: "import.roll_back", entityKind: "import", entityId: id });
    await enqueue(ctx, rollBackImport, { importId: id });
    return get(ctx, id);
  });
}
