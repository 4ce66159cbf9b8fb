-- safe
-- What every other file stands on: row bookkeeping, the refusal of changes, locations, chains, repeated requests.

create function touch() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end $$;

-- For statements, not rows, so that one trigger also catches TRUNCATE and statements that would hit no row.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using
    errcode = 'MB001',
    message = format('Rows of %s are never changed or removed; a new row corrects an old one.', tg_table_name),
    table = tg_table_name;
end $$;

-- grants: full
create table locations (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 80),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on locations for each row execute function touch();

-- The end of each hash chain. Whoever appends locks the chain's row first, so two links never claim the same predecessor.
-- grants: full
create table chain_heads (
  name text primary key check (name in ('approvals', 'audit', 'invoices')),
  hash bytea not null check (octet_length(hash) = 32),
  seq bigint not null check (seq >= 0)
);

-- One row per Idempotency-Key. status and reply stay null while the first request runs. request_sha256 covers
-- the caller as well as the body, so nobody reads another's reply by repeating their key.
-- grants: full
create table idempotency_keys (
  key text primary key check (char_length(key) between 1 and 200),
  route text not null check (char_length(route) <= 200),
  request_sha256 bytea not null check (octet_length(request_sha256) = 32),
  status integer check (status between 200 and 599),
  reply text,
  created_at timestamptz not null default now(), created_by uuid
);
create index idempotency_keys_created on idempotency_keys (created_at);
