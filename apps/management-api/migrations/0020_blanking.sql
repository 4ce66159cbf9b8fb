-- safe
-- What stays of a purged workshop in the append-only tables forgets who it was. Nobody can do that to a living one.
create function blank_tenant(of_tenant text) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  if not exists (select from tenants where id = of_tenant and state = 'purged') then
    raise exception 'The workshop was not purged';
  end if;
  update tenant_changes set actor = 'removed' where tenant = of_tenant and actor <> 'platform';
  update audit_entries set actor = 'removed', before = null, after = null, address = null
    where tenant = of_tenant and actor_kind in ('account', 'visitor');
end $$;
