-- safe
-- grants: full
create table jobs (
  id uuid primary key,
  kind text not null,
  tenant text references tenants,
  instance text references instances,
  state text not null check (state in ('queued', 'running', 'waiting', 'failed', 'undoing', 'undone', 'succeeded', 'cancelled')),
  dry_run boolean not null default false,
  input jsonb not null,
  requested_by text not null,
  -- The request or event that caused it: recorded once, whichever comes first.
  trigger text,
  deadline_at timestamptz,
  created_at timestamptz not null,
  stepped_at timestamptz,
  finished_at timestamptz
);
create unique index jobs_unfinished on jobs (tenant) where state in ('queued', 'running', 'waiting', 'undoing');
create index jobs_newest on jobs (created_at desc, id);
create index jobs_of_tenant on jobs (tenant, created_at desc);

-- grants: full
create table job_steps (
  job uuid not null references jobs on delete cascade,
  position integer not null,
  name text not null,
  state text not null check (state in ('pending', 'running', 'waiting', 'done', 'skipped', 'failed', 'undone')),
  attempts integer not null default 0,
  output jsonb,
  -- In words a customer may read.
  error text,
  next_try_at timestamptz,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (job, position)
);

-- grants: full
create table job_log (
  id bigint primary key generated always as identity,
  job uuid not null references jobs on delete cascade,
  step text,
  text text not null,
  at timestamptz not null
);
create index job_log_of_job on job_log (job, id);

-- One thing we own elsewhere: what undo, drift, repair and purge go by.
-- grants: full
create table resources (
  id uuid primary key,
  kind text not null,
  name text not null,
  external_id text,
  tenant text references tenants,
  instance text references instances,
  job uuid references jobs,
  desired jsonb not null default '{}',
  seen jsonb,
  checked_at timestamptz,
  created_at timestamptz not null,
  unique (kind, name)
);
create index resources_of_tenant on resources (tenant);

-- grants: full
create table drift (
  id uuid primary key,
  resource uuid references resources on delete cascade,
  tenant text references tenants,
  kind text not null,
  name text not null,
  difference text not null check (difference in ('missing', 'different', 'orphan')),
  detail text not null,
  repairs boolean not null,
  found_at timestamptz not null,
  unique (kind, name, difference)
);
