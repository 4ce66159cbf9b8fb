-- safe

-- grants: full
create table employees (
  id uuid primary key,
  first_name text not null check (char_length(first_name) between 1 and 80),
  last_name text not null check (char_length(last_name) <= 80),
  email text check (char_length(email) <= 254),
  phone text check (char_length(phone) <= 40),
  address text check (char_length(address) <= 300),
  profession text check (char_length(profession) <= 80),
  note text check (char_length(note) <= 2000),
  colour text not null default '#64748b' check (colour ~ '^#[0-9a-f]{6}$'),
  labour_rate_id uuid references labour_rates (id),
  hourly_cost_cents bigint check (hourly_cost_cents >= 0),
  skills text[] not null default '{}',
  bookable boolean not null default true,
  active_until_on date,
  location_id uuid not null references locations (id),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on employees for each row execute function touch();
