-- safe

-- before and after hold changed fields only; secrets stand as "changed", personal values as salted hashes whose clear text
-- is in audit_personal. actor_id is the user, key or customer, actor_name a task or a person of the operator.
-- grants: append-only
create table audit_entries (
  id uuid primary key,
  seq bigint not null generated always as identity,
  at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('user', 'key', 'task', 'customer', 'support', 'assistant')),
  actor_id uuid,
  actor_name text check (char_length(actor_name) <= 200),
  session_id uuid,
  ip inet,
  action text not null check (char_length(action) between 1 and 80),
  entity_kind text not null check (char_length(entity_kind) between 1 and 40),
  entity_id uuid,
  before jsonb,
  after jsonb,
  request_id text check (char_length(request_id) <= 64)
);
create unique index audit_entries_seq on audit_entries (seq desc);
create index audit_entries_entity on audit_entries (entity_kind, entity_id, seq desc);
create trigger unchangeable before update or delete or truncate on audit_entries
  for each statement execute function refuse_change();

-- Clear text beside the chain: { field: value } with one salt per entry. Erasing a person removes the rows about them.
-- grants: full
create table audit_personal (
  entry_id uuid primary key references audit_entries (id),
  salt bytea not null check (octet_length(salt) >= 16),
  before jsonb,
  after jsonb
);

-- The chain over entries in blocks, written by a task, so that writers never wait for each other.
-- hash = SHA-256(prev_hash || canonical JSON of the entries from first_seq to last_seq that exist).
-- grants: append-only
create table audit_seals (
  id uuid primary key,
  first_seq bigint not null unique,
  last_seq bigint not null unique,
  entries integer not null check (entries > 0),
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  created_at timestamptz not null default now(), created_by uuid,
  check (last_seq >= first_seq)
);
