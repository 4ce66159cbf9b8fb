-- safe
-- What the list of low stock and prices of today need beside the tables themselves.

create index parts_reorder on parts (name, id) where reorder_point is not null and archived_at is null;

-- Today in the workshop's time zone.
create function workshop_day(moment timestamptz) returns date
  language sql stable as $$ select (moment at time zone time_zone)::date from settings $$;

-- The rate that a tax rate has become by a day: rates of one code follow each other in time. Without one, the default.
create function tax_rate_on(rate uuid, on_day date)
  returns table (id uuid, percent numeric, category text)
  language sql stable rows 1 as $$
    select r.id, r.percent, r.category
      from tax_rates r
      left join tax_rates own on own.id = rate
     where case when own.id is null then r.code in (select code from tax_rates where is_default) else r.code = own.code end
     order by (r.valid_from_on <= on_day and coalesce(r.valid_until_on, 'infinity') >= on_day) desc, r.is_default desc,
       r.valid_from_on desc
     limit 1
  $$;
