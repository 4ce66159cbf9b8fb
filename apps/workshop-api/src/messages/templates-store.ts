import type { MessageTemplate } from "@mechanicbuddy/contract/messages";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";

export interface OwnWording {
  id: string;
  kind: MessageTemplate["kind"];
  subject: string;
  body: string;
  version: number;
}

const columns = sql`id, kind, subject, body, version`;

export function list(ctx: Context, language: string): Promise<OwnWording[]> {
  return rows(ctx.db, sql<OwnWording>`select ${columns} from message_templates where language = ${language}`);
}

export function find(ctx: Context, kind: string, language: string): Promise<OwnWording | undefined> {
  return maybeOne(
    ctx.db,
    sql<OwnWording>`select ${columns} from message_templates where kind = ${kind} and language = ${language}`,
  );
}

export function save(ctx: Context, row: { kind: string; language: string; subject: string; body: string }) {
  const { kind, language, subject, body } = row;
  return run(
    ctx.db,
    sql`insert into message_templates (id, kind, language, subject, body, created_by)
      values (${newId()}, ${kind}, ${language}, ${subject}, ${body}, ${ctx.actor.userId ?? null})
      on conflict (kind, language) do update set subject = excluded.subject, body = excluded.body`,
  );
}

export function remove(ctx: Context, kind: string, language: string): Promise<number> {
  return run(ctx.db, sql`delete from message_templates where kind = ${kind} and language = ${language}`);
}

/** Whom a trial is mailed to: whoever asks for it. */
export function findReader(ctx: Context): Promise<{ id: string; email: string }> {
  return one(
    ctx.db,
    sql<{ id: string; email: string }>`select id, email::text from users where id = ${ctx.actor.userId}`,
  );
}
