-- safe
-- How many numbers a series ever gave out. A first number chosen by the owner does not count, a deleted order does.
alter table number_series add column issued bigint not null default 0;
update number_series set issued = (select count(*) from work_orders) where kind = 'work_order';

drop function next_number(text, uuid, date);
create function next_number(kind text, location uuid, on_date date)
  returns table (series_id uuid, year integer, n integer, pattern text, issued bigint)
  language plpgsql rows 1 as $$
declare
  on_year integer := extract(year from on_date);
begin
  return query
    update number_series s
       set next = case when s.resets = 'yearly' and s.year between 1 and on_year - 1 then 2 else s.next + 1 end,
           year = case when s.resets = 'yearly' then on_year else 0 end,
           issued = s.issued + 1
     where s.kind = next_number.kind and s.location_id = next_number.location
       and (s.resets = 'never' or s.year <= on_year)
    returning s.id, s.year, s.next - 1, s.pattern, s.issued;
  if not found then
    raise exception using
      errcode = 'MB003',
      message = format('No number series for %s can be used on %s.', next_number.kind, on_date);
  end if;
end $$;
