import type { Context } from "@mechanicbuddy/platform/context";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

/** A document that is gone; its number, date and hash stay. */
export interface Purged {
  id: string;
  kind: string;
  number: string;
  pdfFileId: string;
}

/** Removes documents, and payments on them, whose retention is over on this day. */
export function purge(ctx: Context, today: string): Promise<Purged[]> {
  return rows(
    ctx.db,
    sql<Purged>`select id, kind, number, pdf_file_id as "pdfFileId" from purge_documents(${today}::date)`,
  );
}

/** What else knew the people on these documents: mails with them, what the bell said, the log's clear text. */
export async function forgetAround(ctx: Context, ids: readonly string[]): Promise<void> {
  const gone = sql`any(${ids}::uuid[])`;
  const mails = sql`(select m.id from messages m where m.about_id = ${gone})`;
  const statements = [
    sql`delete from audit_personal where entry_id in (
      select a.id from audit_entries a where a.entity_id = ${gone} or a.entity_id in ${mails})`,
    sql`delete from notifications where about_id = ${gone} or about_id in ${mails}`,
    sql`update messages set recipients = array['erased'], subject = null, body = '', attachment_ids = '{}',
      status = case when status = 'queued' then 'cancelled' else status end where about_id = ${gone}`,
  ];
  for (const statement of statements) await run(ctx.db, statement);
}
