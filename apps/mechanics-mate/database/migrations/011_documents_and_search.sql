-- What people uploaded to be searched: pages, cut into passages.
do $$
begin
  create extension if not exists pg_trgm;
exception when insufficient_privilege or undefined_file then
  raise notice 'pg_trgm is not there: words that are spelled almost right are not found.';
end $$;

create table if not exists mate.documents (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('manual', 'bulletin', 'wiring', 'notes', 'other')),
  rights text not null check (rights in ('own', 'licensed', 'public')),
  make text check (length(make) <= 60),
  model text check (length(model) <= 60),
  year_from integer check (year_from between 1900 and 2100),
  year_to integer check (year_to between 1900 and 2100),
  engine text check (length(engine) <= 60),
  revision text check (length(revision) <= 60),
  superseded boolean not null default false,
  language text not null default 'english' check (language in ('english', 'german', 'french', 'spanish', 'simple')),
  pages integer not null default 0,
  sha256 bytea not null check (length(sha256) = 32),
  state text not null default 'waiting' check (state in ('waiting', 'ready', 'failed')),
  fault text check (length(fault) <= 300),
  -- Emptied once it is read.
  bytes bytea,
  version integer not null default 1,
  unique (user_id, sha256)
);
create index if not exists documents_user on mate.documents (user_id, created_at desc, id desc);

create table if not exists mate.document_chunks (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  document_id uuid not null references mate.documents on delete cascade,
  user_id uuid not null,
  n integer not null,
  page integer,
  heading text check (length(heading) <= 200),
  body text not null check (length(body) between 1 and 8000),
  words tsvector not null,
  -- Trouble codes and part numbers in it, in capitals.
  codes text[] not null default '{}',
  unique (document_id, n)
);
create index if not exists document_chunks_words on mate.document_chunks using gin (words);
create index if not exists document_chunks_codes on mate.document_chunks using gin (codes);
create index if not exists document_chunks_user on mate.document_chunks (user_id);
do $$
declare place text;
begin
  select n.nspname into place from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
  if place is not null then
    execute format('create index if not exists document_chunks_body on mate.document_chunks using gin (body %I.gin_trgm_ops)', place);
    execute format('grant usage on schema %I to mate_app', place);
  end if;
end $$;

do $$
declare guarded text;
begin
  foreach guarded in array array['documents', 'document_chunks'] loop
    execute format('alter table mate.%I enable row level security', guarded);
    execute format('alter table mate.%I force row level security', guarded);
    execute format('drop policy if exists own_rows on mate.%I', guarded);
    execute format('create policy own_rows on mate.%I using (user_id = mate.current_account() or mate.has_purpose())
      with check (user_id = mate.current_account() or mate.has_purpose())', guarded);
    execute format('grant select, insert, update, delete on mate.%I to mate_app', guarded);
  end loop;
end $$;
