-- safe

-- grants: full
create table board_statuses (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 40),
  category text not null check (category in ('waiting', 'working', 'ready', 'gone')),
  colour text not null check (colour ~ '^#[0-9a-f]{6}$'),
  position integer not null,
  archived_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on board_statuses for each row execute function touch();

-- Three axes that never set each other: stage is what the order is in law, board_status_id where the car is, and
-- jobs.authorisation what the customer said. ordered_by names who ordered work that began without an estimate.
-- grants: full
create table work_orders (
  id uuid primary key,
  number integer not null unique check (number > 0),
  location_id uuid not null references locations (id),
  customer_id uuid references customers (id),
  vehicle_id uuid references vehicles (id),
  concern text check (char_length(concern) <= 4000),
  internal_note text check (char_length(internal_note) <= 4000),
  key_tag text check (char_length(key_tag) <= 20),
  customer_reference text check (char_length(customer_reference) <= 60),
  promised_at timestamptz,
  odometer_in integer check (odometer_in >= 0),
  odometer_out integer check (odometer_out >= 0),
  source text not null check (source in ('counter', 'phone', 'request', 'appointment', 'import', 'offline')),
  price_mode text not null check (price_mode in ('net', 'gross')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  stage text not null default 'quote' check (stage in ('quote', 'order', 'invoiced', 'cancelled')),
  board_status_id uuid not null references board_statuses (id),
  responsible_id uuid references employees (id),
  copied_from uuid references work_orders (id) on delete set null,
  ordered_by text check (char_length(ordered_by) <= 200),
  started_at timestamptz,
  cancelled_at timestamptz,
  cancel_reason text check (char_length(cancel_reason) between 1 and 500),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check ((stage = 'cancelled') = (cancelled_at is not null)),
  check (cancelled_at is null or cancel_reason is not null)
);
create index work_orders_stage on work_orders (stage, created_at desc, id desc);
create index work_orders_created on work_orders (created_at desc, id desc);
create index work_orders_board on work_orders (board_status_id, promised_at) where stage in ('quote', 'order');
create index work_orders_promised on work_orders (promised_at) where stage = 'order';
create index work_orders_customer on work_orders (customer_id, created_at desc);
create index work_orders_vehicle on work_orders (vehicle_id, created_at desc);
create trigger touch before update on work_orders for each row execute function touch();

alter table odometer_readings add foreign key (work_order_id) references work_orders (id) on delete set null;

-- content_hash covers what a customer agrees to; an estimate remembers the one it was issued with. revived_from is the
-- declined job this one quotes again.
-- grants: full
create table jobs (
  id uuid primary key,
  work_order_id uuid not null references work_orders (id) on delete cascade,
  position integer not null,
  title text not null check (char_length(title) between 1 and 120),
  kind text not null default 'repair' check (kind in ('repair', 'service', 'diagnosis', 'inspection')),
  billing text not null default 'customer' check (billing in ('customer', 'warranty', 'internal')),
  complaint text check (char_length(complaint) <= 4000),
  cause text check (char_length(cause) <= 4000),
  correction text check (char_length(correction) <= 4000),
  authorisation text not null default 'draft'
    check (authorisation in ('draft', 'asked', 'approved', 'declined', 'changed', 'not_needed')),
  content_hash bytea not null check (octet_length(content_hash) = 32),
  canned_job_id uuid references canned_jobs (id),
  revived_from uuid references jobs (id) on delete set null,
  done_at timestamptz,
  done_by uuid references users (id) on delete set null,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check ((authorisation = 'not_needed') = (billing <> 'customer'))
);
create index jobs_work_order on jobs (work_order_id, position);
create index jobs_revived_from on jobs (revived_from) where revived_from is not null;
create trigger touch before update on jobs for each row execute function touch();

-- grants: full
create table job_mechanics (
  job_id uuid not null references jobs (id) on delete cascade,
  employee_id uuid not null references employees (id),
  created_at timestamptz not null default now(), created_by uuid,
  primary key (job_id, employee_id)
);
create index job_mechanics_employee on job_mechanics (employee_id);

-- Prices are in the order's price mode. cost_cents is the cost of one unit as typed or, once issued from stock, its average.
-- grants: full
create table lines (
  id uuid primary key,
  job_id uuid not null references jobs (id) on delete cascade,
  position integer not null,
  kind text not null check (kind in ('labour', 'part', 'fee', 'sublet')),
  code text check (char_length(code) <= 60),
  description text not null check (char_length(description) between 1 and 300),
  quantity numeric(12,3) not null check (quantity <> 0 and abs(quantity) <= 99999.999),
  unit text not null check (unit in ('C62', 'HUR', 'LTR', 'MTR', 'KGM', 'SET')),
  unit_price_cents bigint not null check (unit_price_cents between 0 and 999999999),
  discount_percent numeric(5,2) not null default 0 check (discount_percent between 0 and 100),
  tax_rate_id uuid not null references tax_rates (id),
  cost_cents bigint check (cost_cents >= 0),
  part_id uuid references parts (id),
  storage_id uuid references storages (id),
  part_status text check (part_status in ('needed', 'ordered', 'arrived', 'installed', 'returned', 'dropped')),
  employee_id uuid references employees (id),
  supplier_id uuid references suppliers (id),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (quantity > 0 or kind in ('part', 'fee')),
  check ((kind = 'part') = (part_status is not null)),
  check (kind = 'part' or (part_id is null and storage_id is null))
);
create index lines_job on lines (job_id, position);
create index lines_part on lines (part_id) where part_id is not null;
create trigger touch before update on lines for each row execute function touch();

-- Where the car was and when: time in a status is the difference of two rows. The first row of an order has no from.
-- grants: append-only
create table board_moves (
  id uuid primary key,
  work_order_id uuid not null references work_orders (id) on delete cascade,
  from_status_id uuid references board_statuses (id),
  to_status_id uuid not null references board_statuses (id),
  created_at timestamptz not null default now(), created_by uuid
);
create index board_moves_work_order on board_moves (work_order_id, created_at);

-- grants: full
create table work_order_notes (
  id uuid primary key,
  work_order_id uuid not null references work_orders (id) on delete cascade,
  body text not null check (char_length(body) between 1 and 4000),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index work_order_notes_work_order on work_order_notes (work_order_id, created_at);
create trigger touch before update on work_order_notes for each row execute function touch();
