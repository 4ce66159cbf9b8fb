-- safe
-- Work that was done before the workshop came here, or elsewhere: history alone, without order, prices or customer.
-- grants: full
create table imported_work (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete cascade,
  done_on date not null,
  odometer integer check (odometer between 0 and 9999999),
  title text not null check (char_length(title) between 1 and 120),
  cause text check (char_length(cause) <= 4000),
  correction text check (char_length(correction) <= 4000),
  parts text check (char_length(parts) <= 2000),
  reference text check (char_length(reference) <= 60),
  external_id text check (char_length(external_id) <= 100),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index imported_work_vehicle on imported_work (vehicle_id, done_on desc, id desc);
create index imported_work_external on imported_work (external_id) where external_id is not null;
create trigger touch before update on imported_work for each row execute function touch();

alter table imports drop constraint imports_kind_check;
alter table imports add constraint imports_kind_check check (kind in ('customers', 'vehicles', 'parts', 'stock', 'history'));
