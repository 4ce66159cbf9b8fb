import type { Employee, listEmployees } from "@mechanicbuddy/contract/people";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";

const today = (ctx: Context) => sql`(select (${ctx.now()}::timestamptz at time zone time_zone)::date from settings)`;

const active = (ctx: Context) => sql`(e.active_until_on is null or e.active_until_on >= ${today(ctx)})`;

const lastSeen = sql`'lastSeenAt', (select to_char(max(last_seen_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  from sessions where user_id = u.id)`;

/** What the caller may see of a person, and nothing else. */
const columns = (ctx: Context) => sql`e.id, e.version, e.first_name as "firstName", e.last_name as "lastName", e.email,
  e.phone, e.address, e.profession, e.note, e.colour, e.labour_rate_id as "labourRateId", e.skills, e.bookable,
  e.active_until_on as "activeUntilOn", btrim(e.first_name || ' ' || e.last_name) as name, ${active(ctx)} as active,
  case when u.id is not null then json_build_object('id', u.id, 'username', u.username::text, 'role', u.role,
    'disabled', u.disabled_at is not null, 'invitationPending', u.password_hash is null
    ${may(ctx, "users.read") ? sql`, ${lastSeen}` : sql``}) end as "user"
  ${may(ctx, "costs.read") ? sql`, e.hourly_cost_cents as "hourlyCostCents"` : sql``}`;

const from = sql`from employees e left join users u on u.employee_id = e.id`;
const name = sql`btrim(e.first_name || ' ' || e.last_name)`;

/** A page of people by name. */
export async function list(ctx: Context, query: Input<typeof listEmployees>["query"]) {
  const { limit = 25, q, total } = query;
  const after = positionOf<{ name: string; id: string }>(query.cursor);
  const like = q === undefined ? null : `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const matching = sql`(${like}::text is null or ${name} ilike ${like} or e.profession ilike ${like})
    ${query.active === undefined ? sql`` : sql`and ${active(ctx)} = ${query.active}::boolean`}`;
  const [found, counted] = await Promise.all([
    rows<Employee>(
      ctx.db,
      sql`select ${columns(ctx)} ${from}
        where ${matching} and (${after?.name ?? null}::text is null
          or (${name}, e.id) > (${after?.name ?? null}, ${after?.id ?? null}::uuid))
        order by ${name}, e.id limit ${limit + 1}`,
    ),
    total === true
      ? maybeOne<{ n: number }>(
          ctx.db,
          sql`select count(*)::int as n from (select from employees e where ${matching} limit 10000) counted`,
        )
      : undefined,
  ]);
  const page = pageOf(found, limit, (last) => cursorOf({ name: last.name, id: last.id }));
  return { ...page, ...(counted && { total: counted.n }) };
}

export function find(ctx: Context, id: string): Promise<Employee | undefined> {
  return maybeOne(ctx.db, sql<Employee>`select ${columns(ctx)} ${from} where e.id = ${id}`);
}

/** Fields of a person as they are typed; those that are not given stay as they are. */
export type Fields = Partial<
  Omit<Employee, "id" | "version" | "name" | "active" | "user"> & { hourlyCostCents: number | null }
>;

const row = (fields: Fields) => ({
  first_name: fields.firstName,
  last_name: fields.lastName,
  email: fields.email,
  phone: fields.phone,
  address: fields.address,
  profession: fields.profession,
  note: fields.note,
  colour: fields.colour,
  labour_rate_id: fields.labourRateId,
  hourly_cost_cents: fields.hourlyCostCents,
  skills: fields.skills,
  bookable: fields.bookable,
  active_until_on: fields.activeUntilOn,
});

export function insert(
  ctx: Context,
  id: string,
  locationId: string,
  fields: Fields & Required<Pick<Fields, "firstName" | "lastName">>,
): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("employees").values({
      ...row(fields),
      first_name: fields.firstName,
      last_name: fields.lastName,
      id,
      location_id: locationId,
      created_by: ctx.actor.userId ?? null,
    }),
  );
}

/** False when somebody changed the person meanwhile. */
export async function update(ctx: Context, id: string, version: number, fields: Fields): Promise<boolean> {
  const set = { ...row(fields), updated_at: ctx.now().toISOString() };
  const updated = db.updateTable("employees").set(set).where("id", "=", id).where("version", "=", version);
  return (await run(ctx.db, updated)) === 1;
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, db.deleteFrom("employees").where("id", "=", id));
}

export async function hasLabourRate(ctx: Context, id: string): Promise<boolean> {
  return (await rows(ctx.db, sql`select from labour_rates where id = ${id} and archived_at is null`)).length > 0;
}

export interface Use {
  kind: string;
  id: string;
  label: string;
}

/** Up to five places that name a person. */
export function findUses(ctx: Context, id: string): Promise<Use[]> {
  return rows(
    ctx.db,
    sql<Use>`(select 'user' as kind, id, username::text as label from users where employee_id = ${id})
      union all
      (select 'work_order', o.id, o.number::text from work_orders o
        where o.responsible_id = ${id}
          or exists (select from jobs j join job_mechanics m on m.job_id = j.id
            where j.work_order_id = o.id and m.employee_id = ${id})
          or exists (select from jobs j join lines l on l.job_id = j.id
            where j.work_order_id = o.id and l.employee_id = ${id})
        limit 5)
      limit 5`,
  );
}
