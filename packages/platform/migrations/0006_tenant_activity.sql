-- safe
-- When somebody of a workshop last worked. Beside the registry and not in it, because every change there makes all
-- processes read it again.
create table tenant_activity (
  tenant text primary key,
  last_active_at timestamptz not null
);

-- What every workshop uses, or one of them, in one question: each schema counts by its own function `usage()`. The runtime
-- login, which asks, reads no workshop's tables.
create function usages(only_tenant text) returns table (tenant text, usage jsonb)
  language plpgsql stable security definer set search_path = instance, pg_temp as $$
begin
  for tenant in
    select id from tenants where state not in ('spare', 'preparing') and (only_tenant is null or id = only_tenant)
  loop
    usage := null;
    if to_regprocedure(format('%I.usage()', 'tenant_' || tenant)) is not null then
      execute format('select to_jsonb(counted) from %I.usage() as counted', 'tenant_' || tenant) into usage;
    end if;
    return next;
  end loop;
end $$;
revoke execute on function usages(text) from public;

do $$ begin
  execute format('grant select, insert, update, delete on instance.tenant_activity to %I', session_user || '_app');
  execute format('grant execute on function instance.usages(text) to %I', session_user || '_app');
end $$;
