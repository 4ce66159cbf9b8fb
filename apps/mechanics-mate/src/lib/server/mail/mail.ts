import { type Db, one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import type { Mailer } from "@mechanicbuddy/platform/mail";
import { sql } from "kysely";
import type { MateContext, Site } from "../context.ts";
import { type MailKind, mailTexts } from "./texts.ts";

export interface NewMail {
  kind: MailKind;
  to: string;
  userId: string;
  /** Values of the variables of its text. */
  values: Record<string, string>;
}

/** Queues a mail in the transaction of what it tells; its task is queued with it. */
export async function queue(
  ctx: Pick<MateContext, "db" | "now">,
  { kind, to, userId, values }: NewMail,
): Promise<void> {
  const { subject, text } = mailTexts[kind];
  const body = filled(text, values);
  const id = newId();
  await run(
    ctx.db,
    sql`insert into mate.mails (id, created_at, user_id, kind, recipient, subject, body_text, body_html)
      values (${id}, ${ctx.now()}, ${userId}, ${kind}, ${to}, ${filled(subject, values)}, ${body}, ${htmlOf(body)})`,
  );
  await run(
    ctx.db,
    sql`select mate.enqueue('mail.send', ${JSON.stringify({ id })}::jsonb, job_key => ${`mail:${id}`}, max_attempts => 7)`,
  );
}

/** True when this account was sent such a mail since then. */
export async function wasQueued(db: Db, userId: string, kind: MailKind, since: Date): Promise<boolean> {
  const { there } = await one<{ there: boolean }>(
    db,
    sql`select exists (select from mate.mails where user_id = ${userId} and kind = ${kind} and created_at >= ${since}) as there`,
  );
  return there;
}

function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`A mail lacks its ${name}`);
    // A value cannot begin a line of its own: what people typed never becomes a header or a second link.
    return value.replace(/[\r\n]+/g, " ");
  });
}

/** The same text as HTML: paragraphs, and addresses as links. */
function htmlOf(text: string): string {
  const escaped = text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );
  const linked = escaped.replace(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`);
  return `<!doctype html><html lang="en"><body>${linked
    .split("\n\n")
    .map((part) => `<p>${part.replace(/\n/g, "<br>")}</p>`)
    .join("")}</body></html>`;
}

interface Waiting {
  recipient: string;
  subject: string;
  text: string;
  html: string;
  sentAt: Date | null;
}

/** Sends one mail, once: what was sent is not sent again when its task runs twice. */
export async function send(site: Site, mailer: Mailer, id: string): Promise<void> {
  const db = site.database.shared;
  const mail = await one<Waiting>(
    db,
    sql`select recipient, subject, body_text as text, body_html as html, sent_at as "sentAt" from mate.mails where id = ${id}`,
  );
  if (mail.sentAt !== null) return;
  const from = site.config.MAIL_FROM ?? "no-reply@localhost";
  try {
    await mailer.send({
      to: [mail.recipient],
      fromName: "Mechanics Mate",
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${id}@${from.split("@")[1]}>`,
    });
  } catch (error) {
    await run(
      db,
      sql`update mate.mails set attempts = attempts + 1, last_error = ${(error as Error).name}, failed_at = ${site.now()} where id = ${id}`,
    );
    throw error;
  }
  await run(
    db,
    sql`update mate.mails set attempts = attempts + 1, sent_at = ${site.now()}, failed_at = null where id = ${id}`,
  );
}
