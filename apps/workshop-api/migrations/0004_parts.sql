-- safe

-- grants: full
create table suppliers (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 200),
  registration_no text check (char_length(registration_no) <= 40),
  email text check (char_length(email) <= 254),
  phone text check (char_length(phone) <= 40),
  our_customer_no text check (char_length(our_customer_no) <= 40),
  lead_days integer check (lead_days between 0 and 365),
  note text check (char_length(note) <= 2000),
  archived_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on suppliers for each row execute function touch();

-- grants: full
create table storages (
  id uuid primary key,
  name text not null unique check (char_length(name) between 1 and 80),
  address text check (char_length(address) <= 300),
  note text check (char_length(note) <= 2000),
  location_id uuid not null references locations (id),
  archived_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on storages for each row execute function touch();

-- price_mode is the mode sale_price_cents was typed in; it is converted when an order works in the other one. How much is
-- there, and what it is worth, stands in part_stock: it changes with every move and must not make an open form stale.
-- grants: full
create table parts (
  id uuid primary key,
  code citext unique check (char_length(code::text) between 1 and 60),
  name text check (char_length(name) between 1 and 200),
  brand text check (char_length(brand) <= 80),
  oem_numbers text[] not null default '{}',
  unit text not null default 'C62' check (unit in ('C62', 'HUR', 'LTR', 'MTR', 'KGM', 'SET')),
  price_mode text not null check (price_mode in ('net', 'gross')),
  sale_price_cents bigint check (sale_price_cents between 0 and 999999999),
  tax_rate_id uuid references tax_rates (id),
  discount_percent numeric(5,2) check (discount_percent between 0 and 100),
  stocked boolean not null default true,
  reorder_point numeric(12,3) check (reorder_point >= 0),
  reorder_to numeric(12,3) check (reorder_to > 0),
  supplier_id uuid references suppliers (id),
  storage_id uuid references storages (id),
  note text check (char_length(note) <= 4000),
  archived_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (code is not null or name is not null)
);
create index parts_name on parts (name, id);
create trigger touch before update on parts for each row execute function touch();

-- grants: full
create table part_barcodes (
  id uuid primary key,
  part_id uuid not null references parts (id) on delete cascade,
  code text not null unique check (char_length(code) between 1 and 60),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index part_barcodes_part on part_barcodes (part_id);
create trigger touch before update on part_barcodes for each row execute function touch();

-- cost_cents is the price of one pack, pack the number of units in it.
-- grants: full
create table supplier_prices (
  id uuid primary key,
  part_id uuid not null references parts (id) on delete cascade,
  supplier_id uuid not null references suppliers (id),
  supplier_code text check (char_length(supplier_code) <= 60),
  cost_cents bigint not null check (cost_cents >= 0),
  pack numeric(12,3) not null default 1 check (pack > 0),
  seen_on date not null,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index supplier_prices_part on supplier_prices (part_id, seen_on desc);
create trigger touch before update on supplier_prices for each row execute function touch();
