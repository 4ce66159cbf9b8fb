-- What people asked, what was answered, and their cars. Rows show themselves to their owner only.
create or replace function mate.current_account() returns uuid
language sql stable parallel safe
set search_path = pg_catalog
as $$ select nullif(current_setting('mate.user_id', true), '')::uuid $$;
-- A named purpose instead of an account: background work and administration say what they are doing.
create or replace function mate.has_purpose() returns boolean
language sql stable parallel safe
set search_path = pg_catalog
as $$ select coalesce(current_setting('mate.purpose', true), '') in
  ('retention', 'closure', 'answering', 'administration', 'indexing') $$;

create table if not exists mate.vehicles (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  label text check (length(label) between 1 and 60),
  vin text check (length(vin) = 17),
  make text check (length(make) between 1 and 60),
  model text check (length(model) between 1 and 60),
  year integer check (year between 1900 and 2100),
  engine text check (length(engine) between 1 and 60),
  fuel text check (fuel in ('petrol', 'diesel', 'hybrid', 'plug_in_hybrid', 'electric', 'lpg', 'other')),
  gearbox text check (gearbox in ('manual', 'automatic', 'other')),
  odometer integer check (odometer between 0 and 3000000),
  odometer_unit text not null default 'mi' check (odometer_unit in ('km', 'mi')),
  notes text check (length(notes) <= 2000),
  -- Who said each field: owner, technician or decode, and how sure it is.
  sources jsonb not null default '{}',
  version integer not null default 1
);
create index if not exists vehicles_user on mate.vehicles (user_id, created_at desc, id desc);

create table if not exists mate.conversations (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  vehicle_id uuid references mate.vehicles on delete set null,
  title text not null check (length(title) between 1 and 200),
  last_at timestamptz not null default now(),
  imported boolean not null default false,
  fixed text check (fixed in ('fixed', 'not_fixed', 'unknown')),
  version integer not null default 1
);
create index if not exists conversations_user on mate.conversations (user_id, last_at desc, id desc);
create index if not exists conversations_age on mate.conversations (last_at);

create table if not exists mate.messages (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  conversation_id uuid not null references mate.conversations on delete cascade,
  client_message_id uuid not null,
  role text not null default 'user' check (role in ('user', 'imported')),
  -- The car this was asked about; the conversation may turn to another one later.
  vehicle_id uuid,
  body text not null check (length(body) between 1 and 20000),
  unique (user_id, client_message_id)
);
create index if not exists messages_conversation on mate.messages (conversation_id, created_at);
-- The engine's name for them: a workshop, where it runs too, keeps its mails under the plain one.
create or replace view mate.assistant_messages with (security_invoker = true) as select * from mate.messages;

create table if not exists mate.answers (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  conversation_id uuid not null references mate.conversations on delete cascade,
  message_id uuid not null references mate.messages on delete cascade,
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
create index if not exists answers_conversation on mate.answers (conversation_id, created_at);
create index if not exists answers_message on mate.answers (message_id);
create unique index if not exists answers_one_running on mate.answers (conversation_id) where state = 'running';
create index if not exists answers_lease on mate.answers (lease_until) where state = 'running';
create index if not exists answers_day on mate.answers (created_at);

-- Kept for 24 hours, so that a reader who lost the line reads on.
create table if not exists mate.answer_events (
  answer_id uuid not null references mate.answers on delete cascade,
  n integer not null check (n > 0),
  created_at timestamptz not null default now(),
  user_id uuid not null,
  event text not null check (length(event) between 1 and 20),
  data jsonb not null,
  primary key (answer_id, n)
);
create index if not exists answer_events_age on mate.answer_events (created_at);

create table if not exists mate.attachments (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  conversation_id uuid references mate.conversations on delete cascade,
  message_id uuid references mate.messages on delete cascade,
  name text not null check (length(name) between 1 and 200),
  media_type text not null check (media_type in ('image/webp', 'text/plain')),
  bytes bytea not null check (length(bytes) <= 12582912),
  parsed_text text check (length(parsed_text) <= 100000)
);
create index if not exists attachments_message on mate.attachments (message_id);
create index if not exists attachments_loose on mate.attachments (created_at) where message_id is null;

create table if not exists mate.saved_conversations (
  conversation_id uuid primary key references mate.conversations on delete cascade,
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  title text not null check (length(title) between 1 and 200)
);
create index if not exists saved_conversations_user on mate.saved_conversations (user_id, created_at desc);

create table if not exists mate.answer_feedback (
  answer_id uuid primary key references mate.answers on delete cascade,
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  thumb text check (thumb in ('up', 'down')),
  fixed text check (fixed in ('fixed', 'not_fixed', 'unknown')),
  correction text check (length(correction) <= 2000)
);

do $$
declare guarded text;
begin
  foreach guarded in array array['vehicles', 'conversations', 'messages', 'answers', 'answer_events', 'attachments',
    'saved_conversations', 'answer_feedback'] loop
    execute format('alter table mate.%I enable row level security', guarded);
    execute format('alter table mate.%I force row level security', guarded);
    execute format('drop policy if exists own_rows on mate.%I', guarded);
    execute format('create policy own_rows on mate.%I using (user_id = mate.current_account() or mate.has_purpose())
      with check (user_id = mate.current_account() or mate.has_purpose())', guarded);
    execute format('grant select, insert, update, delete on mate.%I to mate_app', guarded);
  end loop;
end $$;
grant select, insert on mate.assistant_messages to mate_app;
grant execute on function mate.current_account(), mate.has_purpose() to mate_app;
select mate.publish('saved_conversations');
