-- Everything else accounts need: resets, administrators, second factors, waiting, mail, and the audit log.
create table if not exists mate.password_reset_tokens (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  token_hash bytea not null unique check (length(token_hash) = 32),
  expires_at timestamptz not null,
  superseded_at timestamptz,
  used_at timestamptz
);
create index if not exists password_reset_tokens_user on mate.password_reset_tokens (user_id, created_at desc);

create table if not exists mate.admin_users (
  user_id uuid primary key references mate.users on delete cascade,
  created_at timestamptz not null default now(),
  role text not null check (role in ('support', 'operator'))
);

create table if not exists mate.second_factors (
  user_id uuid primary key references mate.users on delete cascade,
  created_at timestamptz not null default now(),
  -- Sealed with a key of the server's.
  secret bytea not null,
  confirmed_at timestamptz,
  -- The last time step that was used: a code opens once.
  last_step bigint,
  recovery_hashes bytea[] not null default '{}'
);

create table if not exists mate.auth_failures (
  email_key text primary key,
  created_at timestamptz not null default now(),
  -- The last hundred wrong passwords since a right one.
  failed_at timestamptz[] not null,
  told_at timestamptz
);

-- Counters that may be lost with the machine.
create unlogged table if not exists mate.rate_windows (
  key text primary key,
  created_at timestamptz not null default now(),
  count integer not null,
  ends_at timestamptz not null
);
create index if not exists rate_windows_end on mate.rate_windows (ends_at);

create table if not exists mate.mails (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid,
  kind text not null check (length(kind) between 1 and 40),
  recipient text not null check (length(recipient) between 3 and 254),
  subject text not null check (length(subject) between 1 and 200),
  body_text text not null check (length(body_text) <= 20000),
  body_html text check (length(body_html) <= 40000),
  sent_at timestamptz,
  attempts integer not null default 0,
  failed_at timestamptz,
  last_error text check (length(last_error) <= 500)
);
create index if not exists mails_newest on mate.mails (created_at desc);

-- What administrators did, hash-chained: entry n holds the hash of entry n - 1.
create table if not exists mate.audit_log (
  n bigint primary key,
  created_at timestamptz not null default now(),
  admin_id uuid not null,
  action text not null check (length(action) between 1 and 60),
  subject_id text check (length(subject_id) <= 100),
  reason text check (length(reason) <= 500),
  detail jsonb not null default '{}',
  previous_hash bytea not null,
  hash bytea not null
);
create or replace function mate.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog
as $$
begin
  raise exception 'Entries of %.% are never changed nor removed', tg_table_schema, tg_table_name using errcode = 'MM001';
end $$;
create or replace trigger audit_log_stays before update or delete on mate.audit_log
  for each row execute function mate.refuse_change();
create or replace trigger audit_log_is_kept before truncate on mate.audit_log
  for each statement execute function mate.refuse_change();

grant select, insert, update, delete on mate.password_reset_tokens, mate.second_factors, mate.auth_failures,
  mate.rate_windows, mate.mails to mate_app;
-- Administrators are made by command, under the login that migrates.
grant select on mate.admin_users to mate_app;
grant select, insert on mate.audit_log to mate_app;
grant select on mate.admin_users, mate.audit_log to mate_operator;

-- Queues background work from inside a transaction: it exists if and only if the transaction commits.
create or replace function mate.enqueue(task text, payload jsonb, run_at timestamptz default null,
  job_key text default null, max_attempts integer default 10) returns void
language plpgsql security definer
set search_path = pg_catalog
as $$
begin
  perform mate_worker.add_job(identifier => task, payload => payload::json, run_at => run_at, job_key => job_key,
    max_attempts => max_attempts);
end $$;
revoke execute on function mate.enqueue(text, jsonb, timestamptz, text, integer) from public;
grant execute on function mate.enqueue(text, jsonb, timestamptz, text, integer) to mate_app;
