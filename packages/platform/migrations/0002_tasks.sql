-- safe
-- Background tasks. graphile-worker brings its own tables (schema graphile_worker, installed beside these); tenants
-- reach them only through the functions below, which take the tenant from session_user and nothing else.

-- Owns the functions and nothing more: what they may do is granted to it, table by table.
do $$ declare
  queue text := session_user || '_queue';
begin
  begin
    execute format('create role %I nologin', queue);
  exception when duplicate_object or unique_violation then
    null; -- another database of this cluster made it
  end;
  execute format('grant %I to %I with inherit true, set true', queue, current_user);
  execute format('grant usage, create on schema instance to %I', queue);
end $$;

-- What has been done once and must not be done again when its task runs a second time.
create table instance.task_effects (
  tenant text not null,
  key text not null check (char_length(key) between 1 and 200),
  done_at timestamptz not null default now(),
  primary key (tenant, key)
);
create index task_effects_age on instance.task_effects (done_at);

-- When each repeating task is due next; the process that moves next_at on fans the task out over the tenants.
create table instance.task_schedules (
  kind text primary key,
  next_at timestamptz not null
);

create function instance.session_tenant() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if session_user not like 'tenant\_%' then
    raise exception 'only a tenant may do this' using errcode = 'insufficient_privilege';
  end if;
  return substr(session_user, 8);
end $$;

-- Queues a task of the calling tenant in the caller's transaction. Its priority is how many of that tenant's tasks wait
-- already, so a pile never stands in front of another tenant's single task.
create function instance.enqueue(
  kind text, payload jsonb, run_at timestamptz, job_key text, max_attempts integer, one_at_a_time boolean
) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant text := instance.session_tenant();
  waiting integer;
  job_id bigint;
begin
  if kind !~ '^[a-z][a-z0-9.-]{0,79}$' or octet_length(payload::text) > 65536 or char_length(job_key) > 300 then
    raise exception 'not a task' using errcode = 'check_violation';
  end if;
  select count(*) into waiting from (
    select 1 from graphile_worker._private_jobs as jobs
    where jobs.payload->>'tenant' = tenant and jobs.is_available and jobs.run_at <= now()
    limit 1000
  ) as pile;
  select id into job_id from graphile_worker.add_job(
    kind,
    json_build_object('tenant', tenant, 'data', payload),
    queue_name => case when one_at_a_time then tenant || ':' || kind end,
    run_at => run_at,
    max_attempts => least(greatest(coalesce(max_attempts, 10), 1), 100),
    job_key => tenant || ':' || job_key,
    priority => waiting
  );
  return job_id;
end $$;

-- True the first time a tenant asks for a key. Rolled back with the caller's transaction, so key and effect come together.
create function instance.first_time(key text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into instance.task_effects (tenant, key) values (instance.session_tenant(), first_time.key) on conflict do nothing;
  return found;
end $$;

-- True while the worker still holds the tenant's task. The row stays locked until the caller's transaction ends, so
-- nobody takes the task away between this look and the commit of its effect.
create function instance.still_mine(task bigint, worker text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from graphile_worker._private_jobs as jobs
  where jobs.id = task and jobs.locked_by = worker and jobs.payload->>'tenant' = instance.session_tenant()
  for share;
  return found;
end $$;

do $$ declare
  queue text := session_user || '_queue';
  app text := session_user || '_app';
  signature text;
begin
  foreach signature in array array[
    'instance.session_tenant()',
    'instance.enqueue(text, jsonb, timestamptz, text, integer, boolean)',
    'instance.first_time(text)',
    'instance.still_mine(bigint, text)'
  ] loop
    execute format('revoke all on function %s from public', signature);
    execute format('alter function %s owner to %I', signature, queue);
  end loop;
  execute format('revoke create on schema instance from %I', queue);
  execute format('grant select, insert on instance.task_effects to %I', queue);
  execute format('grant select, delete on instance.task_effects to %I', app);
  execute format('grant select, insert, update on instance.task_schedules to %I', app);
end $$;
