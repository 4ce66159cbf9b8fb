-- safe
-- An archive of everything, on its way or ready. Its file is let go of when its days are over.
-- grants: full
create table exports (
  id uuid primary key,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'gone')),
  tables_done integer not null default 0,
  tables_total integer,
  rows_done bigint not null default 0,
  file_id uuid references files (id),
  bytes bigint,
  sha256 bytea check (octet_length(sha256) = 32),
  expires_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check ((state = 'done') = (file_id is not null))
);
create trigger touch before update on exports for each row execute function touch();
-- One at a time.
create unique index exports_under_way on exports ((true)) where state in ('waiting', 'running');
