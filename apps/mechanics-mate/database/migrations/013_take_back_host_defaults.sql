-- What a host, or PostgreSQL itself, granted by default to tables and functions made since the second file is taken back.
-- A later file that makes some of them ends with the same call.
create or replace function mate.take_back_defaults() returns void
language plpgsql
set search_path = pg_catalog
as $$
declare host text;
begin
  revoke execute on all functions in schema mate from public;
  revoke all on all tables in schema mate from public;
  foreach host in array array['anon', 'authenticated', 'service_role'] loop
    if exists (select from pg_roles where rolname = host) then
      execute format('revoke all on schema mate from %I', host);
      execute format('revoke all on all tables in schema mate from %I', host);
      execute format('revoke all on all sequences in schema mate from %I', host);
      execute format('revoke all on all functions in schema mate from %I', host);
    end if;
  end loop;
end $$;
select mate.take_back_defaults();
