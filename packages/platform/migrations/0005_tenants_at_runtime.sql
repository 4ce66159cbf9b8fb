-- safe
-- Workshops come and go while the instance runs. The runtime login may ask for it through these functions and has no
-- right to do it itself. A spare is a finished schema nobody uses yet: becoming a workshop is a change of names.
alter table tenants drop constraint tenants_state_check,
  add constraint tenants_state_check check (state in ('spare', 'preparing', 'active', 'suspended', 'closing'));

-- By which this instance calls the platform back.
create table platform_registration (
  single boolean primary key default true check (single),
  sealed_token bytea not null,
  platform_url text not null,
  registered_at timestamptz not null
);

-- Turns a spare of this schema version into the workshop `tenant`, still `preparing`; false when there is none left.
create function adopt_spare(tenant text, password text, version text) returns boolean
  language plpgsql security definer set search_path = instance, pg_temp as $$
declare
  spare text;
  old text;
  name text := 'tenant_' || tenant;
  routine regprocedure;
begin
  if exists (select from tenants where id = tenant) then
    raise exception 'the workshop exists' using errcode = 'unique_violation';
  end if;
  select id into spare from tenants where state = 'spare' and schema_version = version order by created_at, id
    limit 1 for update skip locked;
  if spare is null then
    return false;
  end if;
  old := 'tenant_' || spare;
  update tenants set id = tenant, state = 'preparing', created_at = now() where id = spare;
  execute format('alter schema %I rename to %I', old, name);
  execute format('alter role %I rename to %I', old, name);
  set local password_encryption = 'scram-sha-256';
  execute format('alter role %I password %L', name, password);
  execute format('alter role %I set search_path = %I, extensions, pg_temp', name, name);
  -- Functions that pin the names they see pinned the schema's old one.
  for routine in select oid from pg_proc where pronamespace = name::text::regnamespace
      and exists (select from unnest(proconfig) as setting where setting like 'search_path=%') loop
    execute format('alter function %s set search_path = %I, extensions, pg_temp', routine, name);
  end loop;
  return true;
end $$;

-- Says that a workshop is ready, or closing; its pages and tasks go by it.
create function set_tenant_state(tenant text, new_state text) returns boolean
  language plpgsql security definer set search_path = instance, pg_temp as $$
begin
  if new_state not in ('active', 'closing') then
    raise exception 'not a state to ask for' using errcode = 'check_violation';
  end if;
  update tenants set state = new_state where id = tenant and state in ('preparing', 'active', 'closing');
  return found;
end $$;

-- Removes what is left of a closing workshop and answers what it found; the second call finds nothing.
create function drop_tenant(tenant text) returns text[]
  language plpgsql security definer set search_path = instance, pg_temp as $$
declare
  name text := 'tenant_' || tenant;
  removed text[] := '{}';
begin
  if exists (select from tenants where id = tenant and state <> 'closing') then
    raise exception 'the workshop is not closing' using errcode = 'object_not_in_prerequisite_state';
  end if;
  if exists (select from pg_namespace where nspname = name) then
    execute format('drop schema %I cascade', name);
    removed := removed || ('schema ' || name);
  end if;
  if exists (select from pg_roles where rolname = name) then
    execute format('revoke all on database %I from %I', current_database(), name);
    execute format('revoke all on schema instance, extensions from %I', name);
    execute format('revoke all on all functions in schema instance from %I', name);
    execute format('drop role %I', name);
    removed := removed || ('login ' || name);
  end if;
  delete from tenants where id = tenant;
  if found then
    removed := removed || ('registry entry ' || tenant);
  end if;
  return removed;
end $$;

do $$ declare
  app text := session_user || '_app';
  signature text;
begin
  foreach signature in array array[
    'instance.adopt_spare(text, text, text)',
    'instance.set_tenant_state(text, text)',
    'instance.drop_tenant(text)'
  ] loop
    execute format('revoke all on function %s from public', signature);
    execute format('grant execute on function %s to %I', signature, app);
  end loop;
  execute format('grant select, insert, update on instance.platform_registration to %I', app);
end $$;
