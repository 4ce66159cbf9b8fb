-- Least privilege: nothing for PUBLIC, nor for the roles a hosting provider grants by default.
do $$
begin
  if not exists (select from pg_roles where rolname = 'mate_operator') then
    create role mate_operator nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'mate_app') then
    create role mate_app nologin;
  end if;
  if not pg_has_role(current_user, 'mate_app', 'set') then
    execute format('grant mate_app to %I', current_user);
  end if;
exception when insufficient_privilege then
  raise exception 'The login that migrates may not create roles. Let a superuser run: create role mate_operator; create role mate_app; grant mate_app to %;', current_user;
end $$;

-- Whatever a host grants by default to tables made later is taken back, and from what exists.
do $$
declare host text;
begin
  revoke all on schema mate from public;
  alter default privileges in schema mate revoke all on tables from public;
  alter default privileges in schema mate revoke execute on functions from public;
  revoke execute on all functions in schema mate from public;
  foreach host in array array['anon', 'authenticated', 'service_role'] loop
    if exists (select from pg_roles where rolname = host) then
      execute format('revoke all on schema mate from %I', host);
      execute format('revoke all on all tables in schema mate from %I', host);
      execute format('revoke all on all functions in schema mate from %I', host);
      execute format('alter default privileges in schema mate revoke all on tables from %I', host);
      execute format('alter default privileges in schema mate revoke all on functions from %I', host);
    end if;
  end loop;
end $$;

grant usage on schema mate to mate_app, mate_operator;
grant select, insert, delete on mate.application_logs to mate_app;
grant select on mate.application_logs to mate_operator;
grant execute on function mate.new_id() to mate_app;

-- Publishes a table under its name in `public` for the operator's queries: rights are the reader's own.
create or replace function mate.publish(source text) returns void
language plpgsql
set search_path = pg_catalog
as $$
declare host text;
begin
  if to_regclass('public.' || source) is null then
    execute format('create view public.%I with (security_invoker = true) as select * from mate.%I', source, source);
  end if;
  execute format('revoke all on public.%I from public', source);
  foreach host in array array['anon', 'authenticated', 'service_role'] loop
    if exists (select from pg_roles where rolname = host) then
      execute format('revoke all on public.%I from %I', source, host);
    end if;
  end loop;
  execute format('grant select on public.%I to mate_operator', source);
end $$;
revoke execute on function mate.publish(text) from public;

select mate.publish('application_logs');

create or replace view mate.recent_errors with (security_invoker = true) as
  select id, created_at, log_type, severity, title, message, endpoint, method, status_code, user_id, request_id
  from mate.application_logs
  where severity in ('error', 'critical') and created_at > now() - interval '24 hours';
create or replace view mate.login_activity with (security_invoker = true) as
  select id, created_at, log_type, user_id, ip_block, user_agent
  from mate.application_logs
  where log_type in ('login', 'logout');
create or replace view mate.failed_login_attempts with (security_invoker = true) as
  select date_trunc('hour', created_at) as hour, ip_block, count(*) as attempts
  from mate.application_logs
  where log_type = 'auth_error'
  group by 1, 2;
grant select on mate.recent_errors, mate.login_activity, mate.failed_login_attempts to mate_app, mate_operator;
