-- Tables of the engine, once for both hosts: each declares them in its own migrations, with its own ids, rights and
-- foreign keys. A test compares. The host calls new_id() its own function for ids.
create table assistant_messages (
  id uuid primary key default new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null,
  conversation_id uuid not null,
  client_message_id uuid not null,
  role text not null default 'user' check (role in ('user', 'imported')),
  vehicle_id uuid,
  body text not null check (length(body) between 1 and 20000),
  unique (user_id, client_message_id)
);
create index assistant_messages_conversation on assistant_messages (conversation_id, created_at);

create table answers (
  id uuid primary key default new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null,
  conversation_id uuid not null,
  message_id uuid not null,
  mode text not null check (mode in ('model', 'reference')),
  provider text,
  model text,
  prompt_version text,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled', 'interrupted', 'failed')),
  blocks jsonb not null default '[]',
  sources jsonb not null default '[]',
  confidence numeric(4, 3) check (confidence between 0 and 1),
  reason text check (length(reason) <= 300),
  lease_until timestamptz,
  cancel_asked_at timestamptz,
  first_block_ms integer,
  duration_ms integer,
  finished_at timestamptz
);
create index answers_conversation on answers (conversation_id, created_at);
create index answers_message on answers (message_id);
create unique index answers_one_running on answers (conversation_id) where state = 'running';
create index answers_lease on answers (lease_until) where state = 'running';
create index answers_day on answers (created_at);

create table answer_events (
  answer_id uuid not null references answers on delete cascade,
  n integer not null check (n > 0),
  created_at timestamptz not null default now(),
  user_id uuid not null,
  event text not null check (length(event) between 1 and 20),
  data jsonb not null,
  primary key (answer_id, n)
);
create index answer_events_age on answer_events (created_at);

create table ai_allowances (
  scope text not null check (length(scope) between 1 and 40),
  key text not null check (length(key) between 1 and 100),
  period_start timestamptz not null,
  created_at timestamptz not null default now(),
  period_end timestamptz not null,
  messages_limit integer check (messages_limit >= 0),
  messages_used integer not null default 0 check (messages_used >= 0),
  cap_micros bigint not null check (cap_micros >= 0),
  reserved_micros bigint not null default 0 check (reserved_micros >= 0),
  spent_micros bigint not null default 0 check (spent_micros >= 0),
  told_at timestamptz,
  primary key (scope, key, period_start)
);
create index ai_allowances_end on ai_allowances (period_end);

create table ai_usage (
  id uuid primary key default new_id(),
  created_at timestamptz not null default now(),
  request_id text not null unique check (length(request_id) between 1 and 100),
  answer_id uuid,
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
create index ai_usage_open on ai_usage (created_at) where state = 'reserved';
create index ai_usage_answer on ai_usage (answer_id) where answer_id is not null;
create index ai_usage_newest on ai_usage (created_at desc);
