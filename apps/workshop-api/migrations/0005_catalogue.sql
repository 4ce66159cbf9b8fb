-- safe

-- price_cents is for one hour, in price_mode.
-- grants: full
create table labour_rates (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 60),
  price_mode text not null check (price_mode in ('net', 'gross')),
  price_cents bigint not null check (price_cents between 0 and 999999999),
  tax_rate_id uuid not null references tax_rates (id),
  department text check (char_length(department) <= 60),
  is_default boolean not null default false,
  archived_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create unique index labour_rates_one_default on labour_rates (is_default) where is_default;
create trigger touch before update on labour_rates for each row execute function touch();

-- price_mode is the mode of fixed_price_cents and of the typed prices of the lines. Empty fits_* fit every car.
-- due_* is the due item the job sets on the vehicle when it is invoiced.
-- grants: full
create table canned_jobs (
  id uuid primary key,
  code text unique check (char_length(code) between 1 and 30),
  title text not null check (char_length(title) between 1 and 120),
  category text not null default '' check (char_length(category) <= 60),
  kind text not null default 'repair' check (kind in ('repair', 'service', 'diagnosis', 'inspection')),
  complaint text check (char_length(complaint) <= 4000),
  correction text check (char_length(correction) <= 4000),
  price_mode text not null check (price_mode in ('net', 'gross')),
  fixed_price_cents bigint check (fixed_price_cents >= 0),
  fits_makes text[] not null default '{}',
  fits_engines text[] not null default '{}',
  due_title text check (char_length(due_title) between 1 and 80),
  due_months integer check (due_months between 1 and 240),
  due_distance integer check (due_distance > 0),
  archived_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (due_title is not null or (due_months is null and due_distance is null))
);
create trigger touch before update on canned_jobs for each row execute function touch();

-- Labour without unit_price_cents costs what labour_rate_id (or the default rate) costs today, a part what the part costs.
-- grants: full
create table canned_lines (
  id uuid primary key,
  canned_job_id uuid not null references canned_jobs (id) on delete cascade,
  position integer not null,
  kind text not null check (kind in ('labour', 'part', 'fee', 'sublet')),
  code text check (char_length(code) <= 60),
  description text not null check (char_length(description) between 1 and 300),
  quantity numeric(12,3) not null check (quantity <> 0 and abs(quantity) <= 99999.999),
  unit text not null check (unit in ('C62', 'HUR', 'LTR', 'MTR', 'KGM', 'SET')),
  unit_price_cents bigint check (unit_price_cents between 0 and 999999999),
  discount_percent numeric(5,2) not null default 0 check (discount_percent between 0 and 100),
  tax_rate_id uuid references tax_rates (id),
  cost_cents bigint check (cost_cents >= 0),
  labour_rate_id uuid references labour_rates (id),
  part_id uuid references parts (id),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (quantity > 0 or kind in ('part', 'fee')),
  check (part_id is null or kind = 'part'),
  check (labour_rate_id is null or kind = 'labour')
);
create index canned_lines_job on canned_lines (canned_job_id, position);
create trigger touch before update on canned_lines for each row execute function touch();
