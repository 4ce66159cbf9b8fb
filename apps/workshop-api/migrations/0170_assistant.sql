-- safe
-- The AI mechanic inside the workshop: what colleagues asked, what was answered, what it cost, what is proposed to a person.
-- The tables of the engine are as packages/assistant/sql/engine.sql has them.

-- grants: full
create table assistant_conversations (
  id uuid primary key,
  work_order_id uuid unique references work_orders (id) on delete cascade,
  vehicle_id uuid references vehicles (id) on delete set null,
  title text not null check (char_length(title) between 1 and 200),
  created_at timestamptz not null default now(), created_by uuid
);
create index assistant_conversations_created on assistant_conversations (created_at desc, id desc);

-- grants: full
create table assistant_messages (
  id uuid primary key,
  created_at timestamptz not null default now(),
  user_id uuid not null,
  conversation_id uuid not null references assistant_conversations (id) on delete cascade,
  client_message_id uuid not null,
  role text not null default 'user' check (role in ('user', 'imported')),
  vehicle_id uuid,
  body text not null check (length(body) between 1 and 20000),
  unique (user_id, client_message_id)
);
create index assistant_messages_conversation on assistant_messages (conversation_id, created_at);

-- grants: full
create table answers (
  id uuid primary key,
  created_at timestamptz not null default now(),
  user_id uuid not null,
  conversation_id uuid not null references assistant_conversations (id) on delete cascade,
  message_id uuid not null references assistant_messages (id) on delete cascade,
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
create index answers_message on answers (message_id);
create unique index answers_one_running on answers (conversation_id) where state = 'running';
create index answers_lease on answers (lease_until) where state = 'running';

-- Kept for 24 hours, so that a reader who lost the line reads on.
-- grants: full
create table answer_events (
  answer_id uuid not null references answers (id) on delete cascade,
  n integer not null check (n > 0),
  created_at timestamptz not null default now(),
  user_id uuid not null,
  event text not null check (length(event) between 1 and 20),
  data jsonb not null,
  primary key (answer_id, n)
);

-- Money in millionths of a US dollar. Null counts without a limit.
-- grants: full
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

-- grants: full
create table ai_usage (
  id uuid primary key default gen_random_uuid(),
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

-- What the assistant proposes. Nothing of it happens until a person accepts it.
-- grants: full
create table ai_suggestions (
  id uuid primary key,
  work_order_id uuid not null references work_orders (id) on delete cascade,
  conversation_id uuid not null references assistant_conversations (id) on delete cascade,
  answer_id uuid not null references answers (id) on delete cascade,
  kind text not null check (kind in ('diagnosis_note', 'inspection_item', 'job_lines', 'part_request',
    'customer_message', 'appointment', 'tree_run')),
  payload jsonb not null,
  rationale text not null check (char_length(rationale) <= 1000),
  citations jsonb not null default '[]',
  taint text[] not null default '{}',
  hazards text[] not null default '{}',
  model text,
  prompt_version text,
  asked_by uuid not null,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'edited', 'rejected', 'expired')),
  decided_by uuid,
  decided_at timestamptz,
  diff jsonb,
  reason text check (char_length(reason) <= 400),
  result_id uuid,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index ai_suggestions_order on ai_suggestions (work_order_id, created_at desc);
create trigger touch before update on ai_suggestions for each row execute function touch();

alter table settings add column assistant_enabled boolean not null default true,
  add column assistant_models boolean not null default true,
  add column assistant_second_person text[] not null default '{airbag,high-voltage}';
