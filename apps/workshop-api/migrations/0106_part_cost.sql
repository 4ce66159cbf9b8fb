-- safe

-- What one unit of a part costs: its moving average, below zero the last receipt's price, else the newest supplier's.
create function part_cost(of_part uuid) returns bigint language sql stable as $$
  select coalesce(
    (select case when s.on_hand > 0 then round(s.value_cents / s.on_hand)::bigint else s.last_cost_cents end
       from part_stock s where s.part_id = of_part),
    (select round(p.cost_cents / p.pack)::bigint
       from supplier_prices p where p.part_id = of_part order by p.seen_on desc, p.id desc limit 1))
$$;
