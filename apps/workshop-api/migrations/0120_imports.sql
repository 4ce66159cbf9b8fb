-- safe
-- Tables that are imported, and archives of everything, are files like any other.
alter table files drop constraint files_media_type_check;
alter table files add constraint files_media_type_check check (media_type in ('image/jpeg', 'image/png', 'image/webp',
  'image/gif', 'application/pdf', 'application/xml', 'text/csv', 'application/zip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'));

-- A table on its way in. Counters are those of rows up to rows_done, written together with what the rows did, so a task that
-- is taken up again goes on behind them.
-- grants: full
create table imports (
  id uuid primary key,
  kind text not null check (kind in ('customers', 'vehicles', 'parts', 'stock')),
  mode text not null check (mode in ('dry', 'run')),
  file_id uuid not null references files (id),
  mapping jsonb not null,
  encoding text check (char_length(encoding) <= 20),
  delimiter text check (char_length(delimiter) = 1),
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'failed', 'rolling_back', 'rolled_back')),
  rows_done integer not null default 0,
  rows_total integer,
  created integer not null default 0,
  updated integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  warned integer not null default 0,
  undone integer not null default 0,
  kept integer not null default 0,
  fault text check (char_length(fault) <= 500),
  finished_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (rows_done = created + updated + skipped + failed)
);
create trigger touch before update on imports for each row execute function touch();

-- What became of each row. entity_version is the thing's version as the import left it: another one means that somebody
-- worked with it since. before holds what an update replaced; it goes with the row after 30 days.
-- grants: full
create table import_rows (
  import_id uuid not null references imports (id) on delete cascade,
  row integer not null check (row > 1),
  outcome text not null check (outcome in ('created', 'updated', 'skipped', 'failed')),
  level text not null check (level in ('ok', 'warning', 'error')),
  label text not null check (char_length(label) <= 200),
  entity_id uuid,
  entity_version integer,
  before jsonb,
  problems jsonb not null default '[]',
  is_undone boolean not null default false,
  kept text check (char_length(kept) <= 300),
  created_at timestamptz not null default now(),
  primary key (import_id, row)
);
create index import_rows_entity on import_rows (entity_id) where entity_id is not null;
