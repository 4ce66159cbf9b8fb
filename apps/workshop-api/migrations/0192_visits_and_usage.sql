-- safe
-- Who of the operator a visit was agreed for; null where the workshop let in whoever comes.
alter table support_accesses add column staff_id text check (char_length(staff_id) between 1 and 60);

-- What the platform asks to be told, counted here and collected over all workshops by instance.usages(). Names are bound
-- now, so it counts in its own schema whoever calls it.
create function usage()
  returns table (users integer, "workOrders" integer, "storageBytes" bigint, "lastSeenAt" timestamptz)
  language sql stable
begin atomic
  select
    (select count(*) from users where disabled_at is null and role <> 'readonly')::integer,
    (select coalesce(sum(issued), 0) from number_series where kind = 'work_order')::integer,
    (select coalesce(sum(bytes), 0) from files where created_by is not null)::bigint,
    (select max(last_seen_at) from sessions where support_access_id is null);
end;
