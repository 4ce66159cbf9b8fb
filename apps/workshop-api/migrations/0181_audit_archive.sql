-- safe
-- Entries of the audit log older than 24 months leave the table for files, whole seals at a time. The seals stay: the chain
-- is computed from file and table alike. What stood in clear beside an entry does not go along: its hash does.
alter table files drop constraint files_media_type_check;
alter table files add constraint files_media_type_check check (media_type in ('image/jpeg', 'image/png', 'image/webp',
  'image/gif', 'application/pdf', 'application/xml', 'text/csv', 'application/zip', 'application/gzip',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'));

-- sha256 is that of the file.
-- grants: append-only
create table audit_archives (
  id uuid primary key,
  first_seq bigint not null unique,
  last_seq bigint not null unique check (last_seq >= first_seq),
  entries integer not null check (entries > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  file_id uuid not null references files (id),
  sha256 bytea not null check (octet_length(sha256) = 32),
  created_at timestamptz not null default now(), created_by uuid
);
create trigger unchangeable before update or delete or truncate on audit_archives
  for each statement execute function refuse_change();

-- Where somebody raised a number series: what the check for gaps must know longer than the log has it in its table.
-- grants: append-only
create table raised_series (
  id uuid primary key,
  series_id uuid not null references number_series (id),
  next integer not null,
  at timestamptz not null
);

-- The only way out for entries: those of one archive, which must be older than 24 months by the database's own calendar too.
create function leave_to_archive(archive uuid) returns void
  language plpgsql security definer set search_path from current as $$
declare
  kept audit_archives;
begin
  select * into strict kept from audit_archives a where a.id = archive;
  lock table audit_entries in share row exclusive mode;
  if exists (select from audit_entries e where e.seq <= kept.last_seq
      and (e.seq < kept.first_seq or e.at > now() - interval '24 months' + interval '1 day'))
    or kept.entries <> (select count(*) from audit_entries e where e.seq between kept.first_seq and kept.last_seq) then
    raise exception 'The archive does not hold these entries, or they are not 24 months old';
  end if;
  insert into raised_series (id, series_id, next, at)
    select e.id, e.entity_id, (e.after ->> 'next')::integer, e.at from audit_entries e
     where e.seq <= kept.last_seq and e.entity_kind = 'number_series' and e.after ->> 'next' is not null
       and exists (select from number_series s where s.id = e.entity_id);
  delete from audit_personal p using audit_entries e where e.id = p.entry_id and e.seq <= kept.last_seq;
  alter table audit_entries disable trigger unchangeable;
  delete from audit_entries e where e.seq <= kept.last_seq;
  alter table audit_entries enable trigger unchangeable;
end $$;
