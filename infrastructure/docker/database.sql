-- What a superuser runs once in the database before the first migration: the same lines as packages/platform/src/database/bootstrap.ts.
revoke connect, temporary, create on database "mechanicbuddy" from public;
grant connect, create on database "mechanicbuddy" to "mechanicbuddy" with grant option;
revoke create on schema public from public;
create schema if not exists extensions;
grant usage on schema extensions to "mechanicbuddy" with grant option;
create extension if not exists pg_trgm schema extensions;
create extension if not exists unaccent schema extensions;
create extension if not exists citext schema extensions;
create extension if not exists btree_gist schema extensions;
revoke execute on function lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea), lowrite(integer, bytea),
  lo_put(oid, bigint, bytea), lo_unlink(oid) from public;
do $$ declare locking regprocedure; begin
  for locking in select oid from pg_proc where proname ~ '^pg_(try_)?advisory_' and pronamespace = 'pg_catalog'::regnamespace loop
    execute format('revoke execute on function %s from public', locking);
    execute format('grant execute on function %s to %I with grant option', locking, 'mechanicbuddy');
  end loop;
end $$;
