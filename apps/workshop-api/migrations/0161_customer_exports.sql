-- safe
-- Everything about one person, handed to them by a link. The file is let go of when its days are over.
-- grants: full
create table customer_exports (
  id uuid primary key,
  customer_id uuid not null references customers (id) on delete cascade,
  token_sha256 bytea not null check (octet_length(token_sha256) = 32),
  file_id uuid references files (id),
  recipient text check (char_length(recipient) <= 254),
  expires_at timestamptz not null,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on customer_exports for each row execute function touch();

-- Few archives live at a time: they are found without an index. Former plates are found by search, and a customer's
-- consents by their key.
drop index vehicle_plates_plate;
alter table consents drop constraint consents_pkey;
alter table consents add primary key (customer_id, id);
drop index consents_customer;
