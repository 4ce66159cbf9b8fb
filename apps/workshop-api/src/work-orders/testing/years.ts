import type { Context } from "@mechanicbuddy/platform/context";
import { type Owner, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import type { Statement } from "@mechanicbuddy/platform/database/statement";

/**
 * Years of a workshop's work: 10,000 customers with a car each and 20,000 orders of one job and two lines, of which 300
 * are open. Written directly, because taking in 20,000 cars would take an hour.
 */
export async function fillYears(ground: { owner: Owner }, tenantId: string): Promise<void> {
  await withClient(ground.owner, async (client) => {
    await client.query(`set search_path = "tenant_${tenantId}", extensions`);
    await client.query(`
      create temporary table visits as
        select n, gen_random_uuid() as id, gen_random_uuid() as job, now() - n * interval '30 minutes' as at,
          case when n <= 100 then 'quote' when n <= 300 then 'order' when n % 40 = 0 then 'cancelled' else 'invoiced' end as stage
        from generate_series(1, 20000) n;
      create temporary table people as
        select n, gen_random_uuid() as id, gen_random_uuid() as car from generate_series(0, 9999) n;
      insert into customers (id, kind, first_name, last_name, language)
        select id, 'private', 'Mari', 'Kask' || n, 'en' from people;
      insert into vehicles (id, plate, plate_key, make, model)
        select car, 'ABC' || n, 'ABC' || n, 'VW', 'Golf' from people;
      insert into ownerships (id, vehicle_id, customer_id, relation, from_on)
        select gen_random_uuid(), car, id, 'owner', current_date from people;
      insert into work_orders (id, number, location_id, customer_id, vehicle_id, concern, source, price_mode, currency, stage,
          board_status_id, promised_at, cancelled_at, cancel_reason, created_at)
        select v.id, v.n, l.id, p.id, p.car, 'oil service', 'counter', 'gross', 'EUR', v.stage,
          (select s.id from board_statuses s where s.position = case when v.n <= 300 then 1 + v.n % 7 else 8 end),
          v.at + interval '8 hours', case when v.stage = 'cancelled' then v.at end,
          case when v.stage = 'cancelled' then 'sold' end, v.at
        from visits v join people p on p.n = v.n % 10000 cross join locations l;
      insert into board_moves (id, work_order_id, to_status_id, created_at)
        select gen_random_uuid(), o.id, o.board_status_id, o.created_at from work_orders o;
      insert into jobs (id, work_order_id, position, title, authorisation, content_hash)
        select job, id, 1, 'Oil service', case when n % 3 = 0 then 'declined' else 'approved' end, decode(repeat('00', 32), 'hex')
        from visits;
      insert into job_mechanics (job_id, employee_id)
        select v.job, e.id from visits v cross join (select id from employees order by id limit 1) e where v.n % 4 = 0;
      insert into lines (id, job_id, position, kind, description, quantity, unit, unit_price_cents, tax_rate_id)
        select gen_random_uuid(), v.job, k, 'fee', 'Work', 1.5, 'HUR', 7800, t.id
        from visits v cross join generate_series(1, 2) k cross join (select id from tax_rates where is_default) t;
      insert into search_entries (kind, entity_id, title, keys, text, recency)
        select 'work_order', v.id, v.n::text, array[v.n::text], ' ' || v.n || ' kask' || v.n % 10000, v.at from visits v;
      analyze`);
  });
}

/** Plans of the statements that `work` sends, as PostgreSQL makes them for any values. */
export async function genericPlans(ctx: Context, work: (ctx: Context) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const db: Context["db"] = {
    run: async <T>(statement: Statement) => {
      const text = `explain (generic_plan) ${statement.text}`;
      const { rows } = await ctx.db.run<{ "QUERY PLAN": string }>({ text, values: [] });
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
      return ctx.db.run<T>(statement);
    },
  };
  await work({ ...ctx, db });
  return plans.join("\n\n");
}
