import type { MateDocument } from "@mechanicbuddy/contract/mate/documents";
import { type Db, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Chunk } from "./chunks.ts";

const columns = sql`id, name, kind, rights, make, model, year_from as "yearFrom", year_to as "yearTo", engine, revision,
  superseded, pages, state, fault, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"`;

export const list = (db: Db): Promise<MateDocument[]> =>
  rows(db, sql<MateDocument>`select ${columns} from documents order by created_at desc, id desc limit 300`);

export const find = (db: Db, id: string): Promise<MateDocument | undefined> =>
  maybeOne(db, sql<MateDocument>`select ${columns} from documents where id = ${id}`);

export const findSame = (db: Db, sha256: Buffer): Promise<MateDocument | undefined> =>
  maybeOne(db, sql<MateDocument>`select ${columns} from documents where sha256 = ${sha256}`);

/** Documents and pages of an account; nobody else of it adds one until the transaction ends. */
export async function used(db: Db, userId: string): Promise<{ documents: number; pages: number }> {
  await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${`documents:${userId}`}, 0))`);
  return one(
    db,
    sql<{
      documents: number;
      pages: number;
    }>`select count(*)::integer as documents, coalesce(sum(pages), 0)::integer as pages
      from documents where user_id = ${userId}`,
  );
}

export type NewDocument = Pick<
  MateDocument,
  | "id"
  | "name"
  | "kind"
  | "rights"
  | "make"
  | "model"
  | "yearFrom"
  | "yearTo"
  | "engine"
  | "revision"
  | "superseded"
  | "pages"
> & { userId: string; sha256: Buffer };

export function insert(db: Db, row: NewDocument): Promise<number> {
  return run(
    db,
    sql`insert into documents (id, user_id, name, kind, rights, make, model, year_from, year_to, engine, revision,
        superseded, pages, sha256, state)
      values (${row.id}, ${row.userId}, ${row.name}, ${row.kind}, ${row.rights}, ${row.make}, ${row.model}, ${row.yearFrom},
        ${row.yearTo}, ${row.engine}, ${row.revision}, ${row.superseded}, ${row.pages}, ${row.sha256}, 'ready')`,
  );
}

export function insertChunks(db: Db, documentId: string, userId: string, chunks: readonly Chunk[]): Promise<number> {
  return run(
    db,
    sql`insert into document_chunks (document_id, user_id, n, page, heading, body, words, codes)
      select ${documentId}, ${userId}, c.n, c.page, c.heading, c.body,
        to_tsvector('english', coalesce(c.heading, '') || ' ' || c.body), array(select jsonb_array_elements_text(c.codes))
      from jsonb_to_recordset(${JSON.stringify(chunks.map((chunk, n) => ({ n, ...chunk })))}::jsonb)
        as c(n integer, page integer, heading text, body text, codes jsonb)`,
  );
}

export const remove = (db: Db, id: string): Promise<number> => run(db, sql`delete from documents where id = ${id}`);

export interface Passage {
  id: string;
  title: string;
  page: number | null;
  heading: string | null;
  body: string;
  revision: string | null;
  superseded: boolean;
  make: string | null;
  model: string | null;
  yearFrom: number | null;
  yearTo: number | null;
  engine: string | null;
}

/** Passages that hold one of the codes or the words, those for this vehicle before others, newer documents before older. */
export function search(
  db: Db,
  {
    words,
    codes,
    make,
    model,
    limit,
  }: {
    words: string;
    codes: readonly string[];
    make: string | null;
    model: string | null;
    limit: number;
  },
): Promise<Passage[]> {
  return rows(
    db,
    sql<Passage>`select c.id, d.name as title, c.page, c.heading, c.body, d.revision, d.superseded, d.make, d.model,
        d.year_from as "yearFrom", d.year_to as "yearTo", d.engine
      from document_chunks c join documents d on d.id = c.document_id,
        websearch_to_tsquery('english', ${words}) q
      where c.words @@ q or c.codes && ${[...codes]}::text[]
      order by (c.codes && ${[...codes]}::text[]) desc,
        ts_rank(c.words, q) * case when d.superseded then 0.5 else 1 end
          * case when lower(d.make) = lower(${make}) then 1.5 else 1 end
          * case when lower(d.model) = lower(${model}) then 1.5 else 1 end desc,
        d.created_at desc, c.n
      limit ${limit}`,
  );
}

export function insertAttachment(
  db: Db,
  row: { id: string; userId: string; name: string; mediaType: string; bytes: Buffer; text: string | null },
): Promise<number> {
  return run(
    db,
    sql`insert into attachments (id, user_id, name, media_type, bytes, parsed_text)
      values (${row.id}, ${row.userId}, ${row.name}, ${row.mediaType}, ${row.bytes}, ${row.text})`,
  );
}

export const findAttachments = (
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; name: string; text: string | null }[]> =>
  rows(
    db,
    sql<{ id: string; name: string; text: string | null }>`select id, name, parsed_text as text from attachments
      where id = any(${[...ids]}::uuid[])`,
  );
