import type { listMessages, Message, MessageDetail } from "@mechanicbuddy/contract/messages";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { maybeOne, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

const columns = sql`m.id, m.recipients as to, m.subject, m.status, m.attempts, m.created_at as "createdAt",
  m.sent_at as "sentAt",
  (select e.detail from message_events e where e.message_id = m.id order by e.created_at desc, e.id desc limit 1) as reason,
  case when m.status = 'queued' and (m.attempts > 0 or m.next_try_at > m.created_at) then m.next_try_at end as "nextTryAt",
  case when m.about_kind is not null then json_build_object('kind', m.about_kind, 'id', m.about_id, 'label',
    case m.about_kind
      when 'estimate' then (select number from estimates where id = m.about_id)
      when 'invoice' then (select number from invoices where id = m.about_id)
      when 'credit_note' then (select number from invoices where id = m.about_id)
      when 'payment' then (select number from payments where id = m.about_id)
      when 'work_order' then (select number::text from work_orders where id = m.about_id)
      when 'customer' then (select coalesce(nullif(company_name, ''), btrim(concat(first_name, ' ', last_name)))
        from customers where id = m.about_id)
      when 'user' then (select username::text from users where id = m.about_id)
    end) end as about`;

/** Mails about accounts are seen by whoever sees accounts. */
const visible = (ctx: Context) =>
  may(ctx, "users.read") ? sql`m.direction = 'out'` : sql`m.direction = 'out' and m.about_kind is distinct from 'user'`;

/** A page of the outbox, newest first. */
export async function list(ctx: Context, query: Input<typeof listMessages>["query"]) {
  const { limit = 25, status, q, total } = query;
  const after = positionOf<{ at: string; id: string }>(query.cursor);
  const like = q === undefined ? null : `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const matching = sql`${visible(ctx)}
    and (${status ?? null}::text is null or m.status = ${status ?? null})
    and (${like}::text is null or m.subject ilike ${like} or array_to_string(m.recipients, ' ') ilike ${like})`;
  const [found, counted] = await Promise.all([
    rows<Message>(
      ctx.db,
      sql`select ${columns} from messages m
        where ${matching} and (${after?.at ?? null}::timestamptz is null
          or (m.created_at, m.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
        order by m.created_at desc, m.id desc limit ${limit + 1}`,
    ),
    total === true
      ? maybeOne<{ n: number }>(
          ctx.db,
          sql`select count(*)::int as n from (select from messages m where ${matching} limit 10000) counted`,
        )
      : undefined,
  ]);
  const page = pageOf(found, limit, (last) => cursorOf({ at: last.createdAt, id: last.id }));
  return { ...page, ...(counted && { total: counted.n }) };
}

/** Everything sent about one thing, newest first, at most 100. */
export function listAbout(ctx: Context, kind: string, id: string): Promise<Message[]> {
  return rows(
    ctx.db,
    sql<Message>`select ${columns} from messages m where m.about_kind = ${kind} and m.about_id = ${id}
      order by m.created_at desc, m.id desc limit 100`,
  );
}

export function find(ctx: Context, id: string): Promise<Message | undefined> {
  return maybeOne(ctx.db, sql<Message>`select ${columns} from messages m where m.id = ${id} and ${visible(ctx)}`);
}

/** Whoever reads along must not be able to use the customer's or colleague's link. */
const bodyWithoutSecrets = sql`regexp_replace(m.body, '(/)[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])', '\\1***', 'g')`;

export function findDetail(ctx: Context, id: string): Promise<MessageDetail | undefined> {
  return maybeOne(
    ctx.db,
    sql<MessageDetail>`select ${columns}, ${bodyWithoutSecrets} as body,
        coalesce((select json_agg(f.name order by a.n) from unnest(m.attachment_ids) with ordinality a(id, n)
          join files f on f.id = a.id), '[]') as attachments,
        coalesce((select json_agg(json_build_object('at', to_char(e.created_at at time zone 'UTC',
            'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'event', e.event, 'detail', e.detail,
            'by', btrim(p.first_name || ' ' || p.last_name)) order by e.created_at desc, e.id desc)
          from message_events e left join users u on u.id = e.created_by left join employees p on p.id = u.employee_id
          where e.message_id = m.id), '[]') as events
      from messages m where m.id = ${id} and ${visible(ctx)}`,
  );
}
