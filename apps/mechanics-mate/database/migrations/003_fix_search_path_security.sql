-- A fixed search path for every function of the product and for the login that runs it; nobody makes things in `public`.
do $$
declare routine regprocedure;
begin
  for routine in select p.oid from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'mate' and not exists (
      select from unnest(coalesce(p.proconfig, '{}')) as setting where setting like 'search_path=%') loop
    execute format('alter function %s set search_path = pg_catalog', routine);
  end loop;
  execute format('alter role mate_app set search_path = %L', 'mate');
end $$;

do $$
begin
  revoke create on schema public from public;
exception when insufficient_privilege then
  raise notice 'Only the owner of the schema public can take the right to create from everyone: revoke create on schema public from public;';
end $$;
