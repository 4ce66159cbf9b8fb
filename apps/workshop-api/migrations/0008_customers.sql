-- safe

-- name is what everybody sees and lists sort by. personal_code is encrypted. phone_key is E.164, null when the number as
-- typed could not be read. merged_into redirects for ever.
-- grants: full
create table customers (
  id uuid primary key,
  kind text not null check (kind in ('private', 'company')),
  first_name text check (char_length(first_name) between 1 and 80),
  last_name text check (char_length(last_name) between 1 and 80),
  company_name text check (char_length(company_name) between 1 and 200),
  name text not null generated always as (
    case kind when 'company' then coalesce(company_name, '')
      else btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')) end
  ) stored,
  registration_no text check (char_length(registration_no) <= 40),
  personal_code bytea,
  vat_id text check (char_length(vat_id) <= 20),
  tax_treatment text not null default 'standard' check (tax_treatment in ('standard', 'reverse_charge', 'exempt')),
  exempt_reason text check (char_length(exempt_reason) <= 200),
  street text check (char_length(street) <= 200),
  city text check (char_length(city) <= 100),
  region text check (char_length(region) <= 100),
  postal_code text check (char_length(postal_code) <= 20),
  country text check (country ~ '^[A-Z]{2}$'),
  phone text check (char_length(phone) <= 40),
  phone_key text check (phone_key ~ '^\+[0-9]{4,15}$'),
  phone2 text check (char_length(phone2) <= 40),
  language text not null check (language ~ '^[a-z]{2}$'),
  due_days integer check (due_days between 0 and 365),
  discount_percent numeric(5,2) check (discount_percent between 0 and 100),
  credit_limit_cents bigint check (credit_limit_cents >= 0),
  handle_with_care boolean not null default false,
  care_note text check (char_length(care_note) <= 500),
  cash_only boolean not null default false,
  note text check (char_length(note) <= 4000),
  external_id text unique check (char_length(external_id) <= 100),
  archived_at timestamptz,
  merged_into uuid references customers (id),
  erased_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (case kind when 'company' then company_name is not null else coalesce(first_name, last_name) is not null end),
  check (tax_treatment <> 'reverse_charge' or vat_id is not null)
);
create index customers_phone on customers (phone_key);
create index customers_name on customers (name, id);
create index customers_registration on customers (registration_no) where registration_no is not null;
create trigger touch before update on customers for each row execute function touch();

-- grants: full
create table customer_emails (
  id uuid primary key,
  customer_id uuid not null references customers (id) on delete cascade,
  address citext not null check (char_length(address::text) between 3 and 254),
  label text check (char_length(label) <= 40),
  is_primary boolean not null default false,
  bounced_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  unique (customer_id, address)
);
create unique index customer_emails_one_primary on customer_emails (customer_id) where is_primary;
create index customer_emails_address on customer_emails (address);
create trigger touch before update on customer_emails for each row execute function touch();

-- The newest row for a purpose and channel holds.
-- grants: append-only
create table consents (
  id uuid primary key,
  customer_id uuid not null references customers (id) on delete cascade,
  purpose text not null check (purpose in ('marketing', 'reminders')),
  channel text not null check (channel in ('email', 'sms', 'phone', 'post')),
  given boolean not null,
  how text not null check (char_length(how) between 1 and 200),
  created_at timestamptz not null default now(), created_by uuid
);
create index consents_customer on consents (customer_id, created_at desc);
