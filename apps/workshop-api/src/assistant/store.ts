import type { Fuel, Vehicle } from "@mechanicbuddy/assistant/question";
import type { Source } from "@mechanicbuddy/assistant/source";
import type { AssistantConversation, AssistantSettings, Suggestion } from "@mechanicbuddy/contract/assistant";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

const iso = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export interface OrderFacts {
  id: string;
  number: number;
  stage: string;
  vehicleId: string | null;
  /** Of an order that was asked about before. */
  conversationId: string | null;
}

export const findOrder = (ctx: Context, id: string): Promise<OrderFacts | undefined> =>
  maybeOne(
    ctx.db,
    sql<OrderFacts>`select o.id, o.number, o.stage, o.vehicle_id as "vehicleId",
        (select c.id from assistant_conversations c where c.work_order_id = o.id) as "conversationId"
      from work_orders o where o.id = ${id}`,
  );

/** Lets one question of a person be taken in at a time. */
export async function lockPerson(ctx: Context): Promise<void> {
  await run(ctx.db, sql`select from users where id = ${ctx.actor.userId ?? null}::uuid for no key update`);
}

/** The conversation of an order, opened by whoever asks first. */
export async function openForOrder(ctx: Context, id: string, order: OrderFacts, title: string): Promise<string> {
  await run(
    ctx.db,
    sql`insert into assistant_conversations (id, work_order_id, vehicle_id, title, created_at, created_by)
      values (${id}, ${order.id}, ${order.vehicleId}, ${title}, ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid)
      on conflict (work_order_id) do nothing`,
  );
  const found = await one<{ id: string }>(
    ctx.db,
    sql`select id from assistant_conversations where work_order_id = ${order.id}`,
  );
  return found.id;
}

export async function openBench(ctx: Context, id: string, vehicleId: string | null, title: string): Promise<string> {
  await run(
    ctx.db,
    sql`insert into assistant_conversations (id, vehicle_id, title, created_at, created_by)
      values (${id}, ${vehicleId}, ${title}, ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid)`,
  );
  return id;
}

/** Whether a conversation at the bench is the caller's own. */
export const isOwnBench = async (ctx: Context, id: string): Promise<boolean> =>
  (await maybeOne(
    ctx.db,
    sql`select id from assistant_conversations where id = ${id} and work_order_id is null and created_by = ${ctx.actor.userId ?? null}::uuid`,
  )) !== undefined;

export function conversations(ctx: Context, workOrderId: string | undefined): Promise<AssistantConversation[]> {
  const which =
    workOrderId === undefined
      ? sql`c.work_order_id is null and c.created_by = ${ctx.actor.userId ?? null}::uuid`
      : sql`c.work_order_id = ${workOrderId}`;
  return rows(
    ctx.db,
    sql<AssistantConversation>`select c.id, c.work_order_id as "workOrderId", c.title, ${iso("c.created_at")} as "createdAt",
        coalesce((select json_agg(json_build_object('id', m.id, 'text', m.body, 'at', ${iso("m.created_at")},
            'by', (select btrim(e.first_name || ' ' || e.last_name) from users u join employees e on e.id = u.employee_id
              where u.id = m.user_id),
            'answer', (select json_build_object('id', a.id, 'mode', a.mode, 'model', a.model, 'state', a.state,
                'blocks', a.blocks, 'sources', a.sources, 'confidence', a.confidence)
              from answers a where a.message_id = m.id order by a.created_at desc limit 1)) order by m.created_at, m.id)
          from (select * from assistant_messages where conversation_id = c.id order by created_at desc limit 100) m), '[]')
          as turns
      from assistant_conversations c where ${which} order by c.created_at desc limit 25`,
  );
}

/** A workshop writes fuels as it likes; what is none of ours is not known. */
const fuel = sql`case when v.fuel ~* 'plug' then 'plug_in_hybrid' when v.fuel ~* 'hybr' then 'hybrid'
  when v.fuel ~* '^(electric|elektr|ev|bev)' then 'electric' when v.fuel ~* 'dies' then 'diesel'
  when v.fuel ~* '(petrol|gasoline|benz|essence|gasolina|bensiin)' then 'petrol' when v.fuel ~* 'lpg|gas' then 'lpg' end`;

export interface VehicleFacts {
  id: string;
  make: string | null;
  model: string | null;
  year: number | null;
  engine: string | null;
  fuel: Fuel | null;
  gearbox: Vehicle["gearbox"];
  vin: string | null;
  mileage: number | null;
  unit: "km" | "mi";
}

export const findVehicle = (ctx: Context, id: string): Promise<VehicleFacts | undefined> =>
  maybeOne(
    ctx.db,
    sql<VehicleFacts>`select v.id, v.make, v.model, v.model_year as year, coalesce(v.engine_code, v.engine) as engine,
        ${fuel} as fuel, v.transmission as gearbox, v.vin,
        (select r.value from odometer_readings r where r.vehicle_id = v.id order by r.read_at desc, r.id desc limit 1) as mileage,
        (select distance_unit from settings) as unit
      from vehicles v where v.id = ${id}`,
  );

/** What the workshop's own records say of a vehicle, the newest first. Nothing of a person is among it. */
export function history(ctx: Context, vehicleId: string): Promise<Source[]> {
  return rows(
    ctx.db,
    sql<Source>`select * from (
        select 'job-' || j.id as id, 'record' as kind, case j.authorisation when 'declined' then 'declined' else 'job' end as record,
          'Order ' || o.number as title, to_char(coalesce(j.done_at, o.created_at), 'YYYY-MM-DD') as on,
          concat_ws('. ', nullif(j.title, ''), nullif(j.complaint, ''), nullif('Cause: ' || j.cause, ''),
            nullif('Done: ' || j.correction, ''), case when j.authorisation = 'declined' then 'Declined by the customer' end,
            case when o.odometer_in is not null then 'At ' || o.odometer_in || ' ' || (select distance_unit from settings) end)
            || '.' as text, null::boolean as tainted
        from work_orders o join jobs j on j.work_order_id = o.id where o.vehicle_id = ${vehicleId}
        union all
        select 'concern-' || o.id, 'record', 'complaint', 'What the customer says, order ' || o.number,
          to_char(o.created_at, 'YYYY-MM-DD'), o.concern, true
        from work_orders o where o.vehicle_id = ${vehicleId} and o.concern <> ''
        union all
        select 'reading-' || r.id, 'record', 'mileage', 'Odometer', to_char(r.read_at, 'YYYY-MM-DD'),
          'Odometer ' || to_char(r.value, 'FM999,999,999') || ' ' || r.unit || '.', null
        from odometer_readings r where r.vehicle_id = ${vehicleId}) h order by h.on desc limit 40`,
  );
}

/**
 * Jobs of which somebody said that they cured the complaint, for the same code or words. One is withdrawn when the same
 * comes back on the same vehicle within 60 days.
 */
export function fixes(ctx: Context, words: string): Promise<Source[]> {
  return rows(
    ctx.db,
    sql<Source>`select 'fix-' || j.id as id, 'fix' as kind, 'fix' as record, 'Order ' || o.number || ', ' || coalesce(v.label, '') as title,
        to_char(j.done_at, 'YYYY-MM-DD') as on,
        concat_ws('. ', nullif(j.complaint, ''), nullif('Cause: ' || j.cause, ''), nullif('Done: ' || j.correction, '')) || '.' as text
      from jobs j join work_orders o on o.id = j.work_order_id left join vehicles v on v.id = o.vehicle_id
      where j.done_at is not null and j.outcome = 'fixed' and j.correction <> ''
        and to_tsvector('simple', concat_ws(' ', j.title, j.complaint, j.cause)) @@ websearch_to_tsquery('simple', ${words})
        and not exists (select from work_orders again join jobs b on b.work_order_id = again.id
          where again.vehicle_id = o.vehicle_id and again.id <> o.id and again.created_at > j.done_at
            and again.created_at < j.done_at + interval '60 days'
            and to_tsvector('simple', concat_ws(' ', again.concern, b.title, b.complaint))
              @@ websearch_to_tsquery('simple', ${words}))
      order by j.done_at desc limit 5`,
  );
}

export interface CannedMatch {
  id: string;
  title: string;
}

/** Canned jobs by their titles, for finding one that fits an answer. */
export const cannedJobs = (ctx: Context): Promise<CannedMatch[]> =>
  rows(ctx.db, sql<CannedMatch>`select id, title from canned_jobs where archived_at is null order by title limit 300`);

/** A part of the catalogue that a draft names by id or by its number; undefined when it is none of ours. */
export async function findPart(ctx: Context, named: string | null): Promise<string | undefined> {
  if (named === null) return undefined;
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select id from parts where archived_at is null and (id::text = ${named} or code = ${named}) limit 2`,
  );
  return found.length === 1 ? found[0]?.id : undefined;
}

export interface NewSuggestion {
  id: string;
  workOrderId: string;
  conversationId: string;
  answerId: string;
  kind: Suggestion["kind"];
  payload: Record<string, unknown>;
  rationale: string;
  citations: unknown[];
  taint: string[];
  hazards: string[];
}

/** The one write that anything of the assistant reaches by itself. */
export function insertSuggestion(ctx: Context, row: NewSuggestion): Promise<number> {
  return run(
    ctx.db,
    sql`insert into ai_suggestions (id, work_order_id, conversation_id, answer_id, kind, payload, rationale, citations,
        taint, hazards, model, prompt_version, asked_by, created_at)
      select ${row.id}, ${row.workOrderId}, ${row.conversationId}, a.id, ${row.kind}, ${JSON.stringify(row.payload)}::jsonb,
        ${row.rationale}, ${JSON.stringify(row.citations)}::jsonb, ${row.taint}::text[], ${row.hazards}::text[], a.model,
        a.prompt_version, a.user_id, ${ctx.now()}
      from answers a where a.id = ${row.answerId}`,
  );
}

export interface AnswerFacts {
  id: string;
  conversationId: string;
  workOrderId: string | null;
  state: string;
  blocks: unknown[];
  question: string;
  suggestions: number;
}

export const findAnswer = (ctx: Context, id: string): Promise<AnswerFacts | undefined> =>
  maybeOne(
    ctx.db,
    sql<AnswerFacts>`select a.id, a.conversation_id as "conversationId", c.work_order_id as "workOrderId", a.state, a.blocks,
        m.body as question, (select count(*)::integer from ai_suggestions s where s.answer_id = a.id) as suggestions
      from answers a join assistant_conversations c on c.id = a.conversation_id join assistant_messages m on m.id = a.message_id
      where a.id = ${id} and (c.work_order_id is not null or c.created_by = ${ctx.actor.userId ?? null}::uuid)`,
  );

export type StoredSuggestion = Omit<Suggestion, "title" | "body" | "needsSecondPerson"> & {
  payload: Record<string, unknown>;
  askedBy: string;
  stage: string;
};

const suggestion = sql`s.id, s.version, s.work_order_id as "workOrderId", s.answer_id as "answerId", s.kind, s.payload,
  s.rationale, s.taint, s.hazards, s.model, s.status, s.asked_by as "askedBy", o.stage, s.result_id as "resultId",
  ${iso("s.created_at")} as "createdAt",
  (select btrim(e.first_name || ' ' || e.last_name) from users u join employees e on e.id = u.employee_id
    where u.id = s.decided_by) as "decidedBy"
  from ai_suggestions s join work_orders o on o.id = s.work_order_id`;

export const suggestions = (ctx: Context, workOrderId: string): Promise<StoredSuggestion[]> =>
  rows(
    ctx.db,
    sql<StoredSuggestion>`select ${suggestion} where s.work_order_id = ${workOrderId} order by s.created_at desc, s.id desc limit 50`,
  );

/** One proposal, locked until the transaction ends: two who accept it at once do it once. */
export async function lockSuggestion(ctx: Context, id: string): Promise<StoredSuggestion | undefined> {
  await run(ctx.db, sql`select from ai_suggestions where id = ${id} for update`);
  return maybeOne(ctx.db, sql<StoredSuggestion>`select ${suggestion} where s.id = ${id}`);
}

export function decide(
  ctx: Context,
  id: string,
  {
    status,
    resultId = null,
    diff = null,
    reason = null,
  }: {
    status: "accepted" | "edited" | "rejected" | "expired";
    resultId?: string | null;
    diff?: object | null;
    reason?: string | null;
  },
): Promise<number> {
  return run(
    ctx.db,
    sql`update ai_suggestions set status = ${status}, decided_by = ${ctx.actor.userId ?? null}::uuid, decided_at = ${ctx.now()},
        result_id = ${resultId}, diff = ${diff === null ? null : JSON.stringify(diff)}::jsonb, reason = ${reason}
      where id = ${id}`,
  );
}

/** Proposals of orders that are invoiced or cancelled by now. */
export const expireOld = (ctx: Context): Promise<number> =>
  run(
    ctx.db,
    sql`update ai_suggestions s set status = 'expired' from work_orders o
      where o.id = s.work_order_id and s.status = 'proposed' and o.stage in ('invoiced', 'cancelled')`,
  );

export const forgetEvents = (ctx: Context, before: Date): Promise<number> =>
  run(ctx.db, sql`delete from answer_events where created_at < ${before}`);

export type StoredSettings = Omit<AssistantSettings, "answeredBy">;

export const findSettings = (ctx: Context): Promise<StoredSettings> =>
  one(
    ctx.db,
    sql<StoredSettings>`select assistant_enabled as enabled, assistant_models as models,
        assistant_second_person as "secondPerson", version from settings`,
  );

/** False when the settings were changed meanwhile. */
export async function saveSettings(ctx: Context, next: StoredSettings): Promise<boolean> {
  const saved = await run(
    ctx.db,
    sql`update settings set assistant_enabled = ${next.enabled}, assistant_models = ${next.models},
        assistant_second_person = ${next.secondPerson}::text[] where version = ${next.version}`,
  );
  return saved === 1;
}
