import type { Context } from "@mechanicbuddy/platform/context";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import type { Statement } from "@mechanicbuddy/platform/database/statement";
import type { Ground } from "@mechanicbuddy/platform/testing/ground";

/** Runs `work` and gives the plan of each of its statements, as PostgreSQL makes it for these values under the tenant's login. */
export async function plansOf(ctx: Context, work: (ctx: Context) => Promise<unknown>): Promise<string[]> {
  const plans: string[] = [];
  const explain = async (statement: Statement) => {
    const { rows } = await ctx.db.run<{ "QUERY PLAN": string }>({
      text: `explain ${statement.text}`,
      values: statement.values,
    });
    plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
  };
  const db: Context["db"] = {
    run: async <T>(statement: Statement) => {
      await explain(statement);
      return ctx.db.run<T>(statement);
    },
  };
  await work({ ...ctx, db });
  return plans;
}

/** Rows of a workshop with 20,000 customers and as many cars, some with due items and readings, as years of work leave them. */
export async function fillWorkshop(ground: Ground, tenantId: string): Promise<void> {
  await withClient(ground.owner, async (client) => {
    await client.query(`set search_path = "tenant_${tenantId}", extensions`);
    await client.query(`
      create temporary table people as
        select n, gen_random_uuid() as id, gen_random_uuid() as car,
          (array['Mari','Jaan','Liis','Mart','Anna','Peeter','Tiina','Andres','Kati','Urmas'])[1 + n % 10] as first_name,
          (array['ka','ta','ma','sa','le','pu','ve','ni','ro','ki'])[1 + (n / 10) % 10]
            || (array['mm','rv','ll','sk','nd','st','lt','pp','rg','ks'])[1 + (n / 100) % 10]
            || (array['e','a','u','es','is','oja','mets','saar','ik','la'])[1 + (n / 1000) % 10]
            || (array['', 'n', 'r'])[1 + (n / 10000) % 3] as last_name,
          lpad((n % 1000)::text, 3, '0') || chr(65 + n % 26) || chr(65 + (n / 26) % 26) || chr(65 + (n / 676) % 26) as plate,
          'WVWZZZ1KZ6W' || lpad(n::text, 6, '0') as vin,
          now() - n * interval '1 hour' as at
        from generate_series(1, 20000) n`);
    await client.query(`
      insert into customers (id, kind, first_name, last_name, language, phone, phone_key, postal_code, created_at)
        select id, 'private', first_name, initcap(last_name), 'en', '5' || lpad(n::text, 7, '0'),
          '+3725' || lpad(n::text, 7, '0'), (10000 + n % 900)::text, at from people`);
    await client.query(`
      insert into customer_emails (id, customer_id, address, is_primary)
        select gen_random_uuid(), id, 'customer' || n || '@example.com', true from people`);
    await client.query(`
      insert into vehicles (id, plate, plate_key, vin, vin_key, make, model, created_at)
        select car, plate, plate, vin, vin, (array['Volkswagen','Opel','Toyota'])[1 + n % 3], 'Golf', at from people`);
    await client.query(`
      insert into ownerships (id, vehicle_id, customer_id, relation, from_on)
        select gen_random_uuid(), car, id, 'owner', at::date from people`);
    await client.query(`
      insert into due_items (id, vehicle_id, title, kind, due_on, next_due_on, source)
        select gen_random_uuid(), car, 'Inspection', 'inspection', at::date + 365, at::date + 365, 'manual' from people`);
    await client.query(`
      insert into odometer_readings (id, vehicle_id, value, unit, read_at, source)
        select gen_random_uuid(), car, 1000, 'km', at, 'intake' from people`);
    await client.query(`
      insert into search_entries (kind, entity_id, title, keys, text, recency)
        select kind, id, first_name || ' ' || last_name, case kind when 'contact' then array['3725' || lpad(n::text, 7, '0')] else '{}' end,
          ' ' || lower(first_name) || ' ' || last_name || case kind when 'contact' then ' 3725' || lpad(n::text, 7, '0') else '' end, at
        from people, unnest(array['customer', 'contact']) kind
        union all
        select 'vehicle', car, plate || ' · Golf', array[lower(plate), lower(vin)],
          ' volkswagen golf ' || lower(first_name) || ' ' || last_name || ' ' || lower(plate) || ' ' || lower(vin), at from people`);
    await client.query(`
      insert into search_heads (entity_id, head, kind, recency)
        select id, lower(first_name), 'customer', at from people
        union all select id, last_name, 'customer', at from people
        union all select car, lower(plate), 'vehicle', at from people`);
    await client.query("analyze");
  });
}
