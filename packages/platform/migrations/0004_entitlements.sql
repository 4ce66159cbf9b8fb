-- safe
-- What the platform lets each workshop do: its newest signed document and what it says. Nothing here means no limits.
alter table tenants add column entitlement jsonb, add column entitlement_token text;

-- Keeps a document unless a newer or equal one is kept already; true when it was kept. The server has verified it.
create function keep_entitlement(tenant text, token text, document jsonb) returns boolean
  language plpgsql security definer set search_path = instance, pg_temp as $$
begin
  update tenants set entitlement = document, entitlement_token = token
   where id = tenant and coalesce((entitlement ->> 'version')::integer, 0) < (document ->> 'version')::integer;
  return found;
end $$;
revoke execute on function keep_entitlement(text, text, jsonb) from public;

-- Calls of the platform that were taken; each is taken once. Rows are worth nothing once their call has expired.
create table platform_calls (
  id text primary key check (char_length(id) <= 100),
  expires_at timestamptz not null
);

-- Used by the runtime login, which the migration's caller names; no tenant's login can.
do $$ begin
  execute format('grant select, insert, delete on instance.platform_calls to %I', session_user || '_app');
  execute format('grant execute on function instance.keep_entitlement(text, text, jsonb) to %I', session_user || '_app');
end $$;
