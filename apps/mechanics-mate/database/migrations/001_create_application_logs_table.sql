-- Schema of the product, its id function and the log that outlives accounts.
create schema if not exists mate;

-- UUID version 7: time first, so that ids sort by age. PostgreSQL 18 has one of its own; 16 and 17 do not.
create or replace function mate.new_id() returns uuid
language sql volatile parallel safe
set search_path = pg_catalog
as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1),
    'hex')::uuid
$$;

create table if not exists mate.application_logs (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  log_type text not null check (log_type in ('login', 'logout', 'auth_error', 'signup', 'api_call', 'payment',
    'subscription', 'chat', 'admin_action', 'security', 'warning', 'error')),
  severity text not null default 'info' check (severity in ('info', 'warning', 'error', 'critical')),
  title text not null check (length(title) between 1 and 200),
  message text not null default '' check (length(message) <= 2000),
  endpoint text check (length(endpoint) <= 200),
  method text check (length(method) <= 10),
  status_code integer check (status_code between 100 and 599),
  duration_ms integer check (duration_ms >= 0),
  -- No foreign key: logs outlive accounts.
  user_id uuid,
  ip_block text check (length(ip_block) <= 50),
  user_agent text check (length(user_agent) <= 300),
  request_id text check (length(request_id) <= 64),
  metadata jsonb not null default '{}',
  error_stack text check (length(error_stack) <= 8000)
);
create index if not exists application_logs_newest on mate.application_logs (created_at desc, id desc);
create index if not exists application_logs_type on mate.application_logs (log_type, created_at desc, id desc);
create index if not exists application_logs_severity on mate.application_logs (severity, created_at desc, id desc);
create index if not exists application_logs_user on mate.application_logs (user_id, created_at desc, id desc)
  where user_id is not null;
