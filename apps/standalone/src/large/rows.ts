/** How large the workshop is. */
export interface Size {
  customers: number;
  vehicles: number;
  orders: number;
}

export const large: Size = { customers: 50_000, vehicles: 75_000, orders: 250_000 };

/** Orders that are still open; the others are invoiced, one in forty cancelled. */
const OPEN = 300;

/**
 * Ten years of a workshop as SQL, one statement after the other: customers, cars, owners, readings, orders, jobs, lines
 * and what search finds them by. Everything follows from the row's number, so two machines show the same.
 * The workshop's first order is there already; numbers go on from it.
 */
export function rowsOf({ customers, vehicles, orders }: Size): string[] {
  return [
    `create temporary table people as
      select n, gen_random_uuid() as id, now() - (n::float8 / ${customers}) * interval '10 years' as at,
        (array['Mari','Jaan','Liis','Mart','Anna','Peeter','Tiina','Andres','Kati','Urmas','Olga','Igor'])[1 + n % 12] as first,
        initcap((array['ka','ta','ma','sa','le','pu','ve','ni','ro','ki','ha','jo'])[1 + (n / 12) % 12]
          || (array['mm','rv','ll','sk','nd','st','lt','pp','rg','ks'])[1 + (n / 144) % 10]
          || (array['e','a','u','es','is','oja','mets','saar','ik','la'])[1 + (n / 1440) % 10]
          || (array['', 'n', 'r', 'v'])[1 + (n / 14400) % 4]) as last,
        '5' || lpad(n::text, 7, '0') as phone
      from generate_series(1, ${customers}) n`,
    `create unique index on people (n)`,
    `create temporary table cars as
      select n, gen_random_uuid() as id, 1 + (n - 1) % ${customers} as person,
        lpad((n % 1000)::text, 3, '0') || chr(65 + n % 26) || chr(65 + (n / 26) % 26) || chr(65 + (n / 676) % 26) as plate,
        'WVWZZZ1KZ' || chr(65 + n / 1000000) || 'W' || lpad((n % 1000000)::text, 6, '0') as vin,
        (array['Volkswagen','Opel','Toyota','Skoda','Ford'])[1 + n % 5] as make,
        (array['Golf','Astra','Corolla','Octavia','Focus'])[1 + n % 5] as model, 2004 + n % 21 as year
      from generate_series(1, ${vehicles}) n`,
    `create unique index on cars (n)`,
    `insert into customers (id, kind, first_name, last_name, company_name, language, phone, phone_key, city, postal_code, created_at, updated_at)
      select id, case when n % 8 = 0 then 'company' else 'private' end, case when n % 8 > 0 then first end,
        case when n % 8 > 0 then last end, case when n % 8 = 0 then last || ' OÜ' end,
        (array['et','en','de','fr','es'])[1 + n % 5], phone, '+372' || phone, 'Tallinn', (10000 + n % 900)::text, at, at from people`,
    `insert into customer_emails (id, customer_id, address, is_primary)
      select gen_random_uuid(), id, 'customer' || n || '@example.com', true from people`,
    `insert into vehicles (id, plate, plate_key, vin, vin_key, make, model, model_year, created_at)
      select c.id, c.plate, c.plate, c.vin, c.vin, c.make, c.model, c.year, p.at from cars c join people p on p.n = c.person`,
    `insert into ownerships (id, vehicle_id, customer_id, relation, from_on)
      select gen_random_uuid(), c.id, p.id, 'owner', p.at::date from cars c join people p on p.n = c.person`,
    `insert into due_items (id, vehicle_id, title, kind, every_months, due_on, next_due_on, source)
      select gen_random_uuid(), id, 'Inspection', 'inspection', 12, current_date + n % 400, current_date + n % 400, 'manual' from cars`,
    `create temporary table visits as
      select n, gen_random_uuid() as id, gen_random_uuid() as job, 1 + (n * 7) % ${vehicles} as car,
        now() - ((${orders} - n)::float8 / ${orders}) * interval '10 years' as at,
        case when n > ${orders} - ${OPEN} * 2 / 3 then 'order' when n > ${orders} - ${OPEN} then 'quote'
          when n % 40 = 0 then 'cancelled' else 'invoiced' end as stage,
        (array['Oil service','Front brakes','Timing belt','Diagnosis','Tyre change'])[1 + n % 5] as title
      from generate_series(1, ${orders}) n`,
    `insert into work_orders (id, number, location_id, customer_id, vehicle_id, concern, source, price_mode, currency, stage,
        board_status_id, promised_at, odometer_in, started_at, cancelled_at, cancel_reason, created_at, updated_at)
      select v.id, v.n + 1, l.id, p.id, c.id, lower(v.title) || ', please', 'counter', 'gross', 'EUR',
        case v.stage when 'invoiced' then 'order' else v.stage end, s.id, v.at + interval '8 hours', 20000 + v.n,
        case when v.stage in ('order', 'invoiced') then v.at end, case when v.stage = 'cancelled' then v.at end,
        case when v.stage = 'cancelled' then 'sold' end, v.at, v.at
      from visits v join cars c on c.n = v.car join people p on p.n = c.person cross join locations l
        join board_statuses s on s.position = case when v.n > ${orders - OPEN} then 1 + v.n % 7 else 8 end`,
    `insert into board_moves (id, work_order_id, to_status_id, created_at)
      select gen_random_uuid(), v.id, o.board_status_id, v.at from visits v join work_orders o on o.id = v.id`,
    `insert into odometer_readings (id, vehicle_id, value, unit, read_at, source, work_order_id)
      select gen_random_uuid(), c.id, 20000 + v.n, 'km', v.at, 'intake', v.id from visits v join cars c on c.n = v.car`,
    `insert into jobs (id, work_order_id, position, title, cause, correction, authorisation, content_hash, created_at, updated_at)
      select job, id, 1, title, 'worn', 'replaced', case when n % 30 = 0 then 'declined' when stage = 'quote' then 'draft' else 'approved' end,
        decode(repeat('00', 32), 'hex'), at, at from visits`,
    `insert into lines (id, job_id, position, kind, description, quantity, unit, unit_price_cents, tax_rate_id)
      select gen_random_uuid(), v.job, k, case k when 1 then 'labour' else 'fee' end, case k when 1 then v.title else 'Small parts' end,
        case k when 1 then 1.5 else 1 end, case k when 1 then 'HUR' else 'C62' end, 1000 + (v.n * 37) % 20000, t.id
      from visits v cross join generate_series(1, 2) k cross join (select id from tax_rates where is_default) t`,
    ...searchRows,
    `update number_series set next = ${orders + 2}, issued = ${orders + 1} where kind = 'work_order'`,
  ];
}

/** Names and numbers are plain letters and digits here, so folding is lower case. */
const searchRows = [
  `insert into search_entries (kind, entity_id, title, text, recency)
    select k, id, name, ' ' || lower(name) || case k when 'contact' then ' 372' || phone || ' customer' || n || 'examplecom' else '' end, at
    from (select *, case when n % 8 = 0 then last || ' OÜ' else first || ' ' || last end as name from people) p
      cross join unnest(array['customer', 'contact']) k`,
  `insert into search_heads (entity_id, head, kind, recency)
    select id, lower(last), 'customer', at from people union select id, lower(first), 'customer', at from people where n % 8 > 0`,
  `insert into search_entries (kind, entity_id, title, subtitle, keys, text, recency)
    select 'vehicle', c.id, c.plate || ' · ' || c.make || ' ' || c.model || ' ' || c.year, p.first || ' ' || p.last,
      array[lower(c.plate), lower(c.vin)],
      ' ' || lower(c.make || ' ' || c.model || ' ' || c.year || ' ' || p.first || ' ' || p.last || ' ' || c.plate || ' ' || c.vin), p.at
    from cars c join people p on p.n = c.person`,
  `insert into search_heads (entity_id, head, kind, recency)
    select c.id, lower(c.plate), 'vehicle', p.at from cars c join people p on p.n = c.person`,
  `insert into search_entries (kind, entity_id, title, subtitle, keys, text, recency)
    select 'work_order', v.id, (v.n + 1) || ' · ' || c.plate, c.make || ' ' || c.model || ' · ' || p.first || ' ' || p.last,
      array[(v.n + 1)::text, lower(c.plate), lower(c.vin)],
      ' ' || lower(c.make || ' ' || c.model || ' ' || p.first || ' ' || p.last || ' ' || (v.n + 1) || ' ' || c.plate || ' ' || c.vin), v.at
    from visits v join cars c on c.n = v.car join people p on p.n = c.person`,
  `insert into search_heads (entity_id, head, kind, recency)
    select id, (n + 1)::text, 'work_order', at from visits`,
];
