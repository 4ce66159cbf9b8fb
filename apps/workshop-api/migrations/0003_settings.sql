-- safe

-- grants: full
create table tax_rates (
  id uuid primary key,
  code text not null check (char_length(code) between 1 and 10),
  name text not null check (char_length(name) between 1 and 60),
  percent numeric(5,2) not null check (percent between 0 and 50),
  category text not null check (category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  reason text check (char_length(reason) <= 200),
  valid_from_on date not null,
  valid_until_on date,
  is_default boolean not null default false,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  -- One code runs through several rates in time; that their periods do not overlap is checked when they are saved.
  unique (code, valid_from_on),
  check (valid_until_on >= valid_from_on)
);
create trigger touch before update on tax_rates for each row execute function touch();

-- grants: full
create table payment_methods (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 40),
  kind text not null check (kind in ('cash', 'card', 'transfer', 'online', 'other')),
  active boolean not null default true,
  position integer not null,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on payment_methods for each row execute function touch();

-- accounts: [{ "iban", "bic", "bank" }].
-- grants: full
create table requisites (
  id uuid primary key,
  location_id uuid not null unique references locations (id),
  legal_name text not null default '' check (char_length(legal_name) <= 200),
  trading_name text check (char_length(trading_name) <= 200),
  registration_no text check (char_length(registration_no) <= 40),
  vat_id text check (char_length(vat_id) <= 20),
  street text check (char_length(street) <= 200),
  city text check (char_length(city) <= 100),
  region text check (char_length(region) <= 100),
  postal_code text check (char_length(postal_code) <= 20),
  country text check (country ~ '^[A-Z]{2}$'),
  phone text check (char_length(phone) <= 40),
  email text check (char_length(email) <= 254),
  website text check (char_length(website) <= 200),
  accounts jsonb not null default '[]' check (jsonb_typeof(accounts) = 'array' and jsonb_array_length(accounts) <= 5),
  logo_file_id uuid references files (id),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on requisites for each row execute function touch();

-- discount_limits: { role: percent }, a role that is not named has no limit. gates: { gate: "warn" | "block" }, one that is
-- not named is off. approval_demand says which drafts may be invoiced without the customer's yes.
-- grants: full
create table settings (
  id uuid primary key,
  only_row boolean not null default true unique check (only_row),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  language text not null default 'en' check (language ~ '^[a-z]{2}$'),
  time_zone text not null default 'UTC' check (char_length(time_zone) between 1 and 60),
  distance_unit text not null default 'km' check (distance_unit in ('km', 'mi')),
  price_mode text not null default 'gross' check (price_mode in ('net', 'gross')),
  due_days integer not null default 14 check (due_days between 0 and 365),
  payment_method_id uuid references payment_methods (id),
  estimate_valid_days integer not null default 30 check (estimate_valid_days between 1 and 365),
  late_fee_text text not null default '' check (char_length(late_fee_text) <= 500),
  invoice_note text not null default '' check (char_length(invoice_note) <= 2000),
  estimate_note text not null default '' check (char_length(estimate_note) <= 2000),
  signature_lines boolean not null default false,
  show_vehicle boolean not null default true,
  cash_rounding_cents integer not null default 0 check (cash_rounding_cents in (0, 5, 10)),
  discount_limits jsonb not null default '{}' check (jsonb_typeof(discount_limits) = 'object'),
  approval_demand text not null default 'never' check (approval_demand in ('never', 'always', 'above')),
  approval_above_cents bigint check (approval_above_cents >= 0),
  approval_tolerance_percent numeric(5,2) not null default 0 check (approval_tolerance_percent between 0 and 20),
  gates jsonb not null default '{}' check (jsonb_typeof(gates) = 'object'),
  retention_years integer not null default 10 check (retention_years between 1 and 100),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (approval_demand <> 'above' or approval_above_cents is not null)
);
create trigger touch before update on settings for each row execute function touch();

-- year is the year the running count belongs to; 0 for a series that never resets or was never used, so that a first
-- number chosen by the owner is not reset away.
-- grants: full
create table number_series (
  id uuid primary key,
  kind text not null check (kind in ('work_order', 'invoice', 'credit_note', 'receipt', 'purchase_order')),
  location_id uuid not null references locations (id),
  pattern text not null check (char_length(pattern) <= 30 and pattern ~ '\{n(:[0-9])?\}'),
  next integer not null default 1 check (next >= 1),
  resets text not null check (resets in ('yearly', 'never')),
  year integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  unique (kind, location_id),
  check (resets = 'yearly' or year = 0)
);
create trigger touch before update on number_series for each row execute function touch();

-- Takes the next number. The row stays locked until the caller's transaction ends, so a rollback gives the number back and
-- the next taker waits for it: no gaps. year is the count's year (0 when the series never resets), for UNIQUE
-- (series, year, n); the year printed on the document is that of on_date. MB003 when there is no such series, or when it
-- has already begun a later year.
create function next_number(kind text, location uuid, on_date date)
  returns table (series_id uuid, year integer, n integer, pattern text)
  language plpgsql rows 1 as $$
declare
  on_year integer := extract(year from on_date);
begin
  return query
    update number_series s
       set next = case when s.resets = 'yearly' and s.year between 1 and on_year - 1 then 2 else s.next + 1 end,
           year = case when s.resets = 'yearly' then on_year else 0 end
     where s.kind = next_number.kind and s.location_id = next_number.location
       and (s.resets = 'never' or s.year <= on_year)
    returning s.id, s.year, s.next - 1, s.pattern;
  if not found then
    raise exception using
      errcode = 'MB003',
      message = format('No number series for %s can be used on %s.', next_number.kind, on_date);
  end if;
end $$;
