import type { Context } from "@mechanicbuddy/platform/context";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { TemplateKind } from "./template.ts";

export interface Sender {
  workshopName: string;
  /** The workshop's own wording of the kind, where it has one. */
  subject: string | null;
  body: string | null;
}

/** In whose name a message goes out, and the workshop's own words for it. */
export function findSender(ctx: Context, kind: TemplateKind, language: string): Promise<Sender> {
  return one(
    ctx.db,
    sql<Sender>`select coalesce(nullif(r.trading_name, ''), r.legal_name) as "workshopName", t.subject, t.body
      from requisites r left join message_templates t on t.kind = ${kind} and t.language = ${language}
      order by r.id limit 1`,
  );
}

export interface NewRow {
  id: string;
  recipients: string[];
  subject: string;
  body: string;
  language: string;
  template: TemplateKind;
  attachmentIds: string[];
  customerId: string | null;
  about: { kind: string; id: string };
}

export function insert(ctx: Context, row: NewRow): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("messages").values({
      id: row.id,
      direction: "out",
      channel: "email",
      recipients: row.recipients,
      subject: row.subject,
      body: row.body,
      language: row.language,
      template: row.template,
      attachment_ids: row.attachmentIds,
      customer_id: row.customerId,
      about_kind: row.about.kind,
      about_id: row.about.id,
      next_try_at: ctx.now().toISOString(),
      created_at: ctx.now().toISOString(),
      created_by: ctx.actor.userId ?? null,
    }),
  );
}

export type Event = "queued" | "sent" | "failed" | "cancelled" | "refused" | "retried";

/** Notes what became of a message. @param detail the relay's words, or ours */
export function insertEvent(ctx: Context, messageId: string, event: Event, detail?: string): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("message_events").values({
      id: newId(),
      message_id: messageId,
      event,
      detail: detail?.slice(0, 1000) ?? null,
      created_at: ctx.now().toISOString(),
      created_by: ctx.actor.userId ?? null,
    }),
  );
}
