-- What models cost: caps with what is reserved and spent, and one row for each call.
create table if not exists mate.ai_allowances (
  scope text not null check (length(scope) between 1 and 40),
  key text not null check (length(key) between 1 and 100),
  period_start timestamptz not null,
  created_at timestamptz not null default now(),
  period_end timestamptz not null,
  -- Null counts without a limit.
  messages_limit integer check (messages_limit >= 0),
  messages_used integer not null default 0 check (messages_used >= 0),
  -- Millionths of a US dollar.
  cap_micros bigint not null check (cap_micros >= 0),
  reserved_micros bigint not null default 0 check (reserved_micros >= 0),
  spent_micros bigint not null default 0 check (spent_micros >= 0),
  told_at timestamptz,
  primary key (scope, key, period_start)
);
create index if not exists ai_allowances_end on mate.ai_allowances (period_end);

create table if not exists mate.ai_usage (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  -- One row for each call of a provider, however often it is tried.
  request_id text not null unique check (length(request_id) between 1 and 100),
  answer_id uuid,
  -- The allowances it counts against, each {scope, key, periodStart}.
  scopes jsonb not null,
  purpose text not null check (length(purpose) between 1 and 40),
  provider text not null check (length(provider) between 1 and 40),
  model text not null check (length(model) between 1 and 100),
  prompt_version text not null check (length(prompt_version) between 1 and 40),
  state text not null default 'reserved' check (state in ('reserved', 'settled', 'released')),
  reserved_micros bigint not null check (reserved_micros >= 0),
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  counts_message boolean not null default false,
  input_tokens integer not null default 0,
  cache_read_tokens integer not null default 0,
  cache_write_tokens integer not null default 0,
  output_tokens integer not null default 0,
  settled_at timestamptz
);
create index if not exists ai_usage_open on mate.ai_usage (created_at) where state = 'reserved';
create index if not exists ai_usage_answer on mate.ai_usage (answer_id) where answer_id is not null;
create index if not exists ai_usage_newest on mate.ai_usage (created_at desc);

-- What a call cost does not change once it is known.
create or replace function mate.keep_usage() returns trigger
language plpgsql
set search_path = pg_catalog
as $$
begin
  if old.state <> 'reserved' then
    raise exception 'A call that was settled or released stays as it is' using errcode = 'MM002';
  end if;
  return new;
end $$;
create or replace trigger ai_usage_stays before update on mate.ai_usage
  for each row execute function mate.keep_usage();

grant select, insert, update on mate.ai_allowances, mate.ai_usage to mate_app;
grant select on mate.ai_allowances, mate.ai_usage to mate_operator;
