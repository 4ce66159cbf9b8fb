-- safe
-- Uploads and documents. A file without owner_id has been uploaded and not yet hung anywhere.

-- sha256 names the stored bytes: the document, or a picture at 2,560 px; the other two are its 1,280 and 320 px copies.
-- grants: full
create table files (
  id uuid primary key,
  sha256 bytea not null check (octet_length(sha256) = 32),
  medium_sha256 bytea check (octet_length(medium_sha256) = 32),
  small_sha256 bytea check (octet_length(small_sha256) = 32),
  media_type text not null
    check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf', 'application/xml')),
  bytes bigint not null check (bytes > 0),
  width integer check (width > 0),
  height integer check (height > 0),
  owner_kind text check (char_length(owner_kind) <= 40),
  owner_id uuid,
  name text not null check (char_length(name) between 1 and 200),
  caption text check (char_length(caption) <= 200),
  taken_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check ((owner_kind is null) = (owner_id is null))
);
create index files_owner on files (owner_kind, owner_id);
create index files_orphans on files (created_at) where owner_id is null;
create trigger touch before update on files for each row execute function touch();

-- Bytes by hash, as a folder or S3 would keep them; equal contents are stored once. Storing a hash that is there renews
-- created_at, so the removal of bytes without a file (older than 24 h) never takes what somebody is just about to use.
-- grants: full
create table file_contents (
  sha256 bytea primary key check (octet_length(sha256) = 32),
  content bytea not null,
  created_at timestamptz not null default now()
);
alter table file_contents alter column content set storage external; -- pictures and PDFs are compressed already
