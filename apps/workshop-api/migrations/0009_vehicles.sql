-- safe

-- plate_key and vin_key are what the contract's identity keys make of plate and vin: upper case, letters and digits only.
-- grants: full
create table vehicles (
  id uuid primary key,
  plate text check (char_length(plate) between 1 and 16),
  plate_key text,
  plate_country text check (plate_country ~ '^[A-Z]{1,3}$'),
  vin text check (char_length(vin) between 1 and 17),
  vin_key text,
  make text check (char_length(make) between 1 and 60),
  model text check (char_length(model) between 1 and 80),
  series text check (char_length(series) <= 80),
  model_year integer check (model_year between 1886 and 2200),
  first_registered_on date,
  body text check (char_length(body) <= 40),
  engine text check (char_length(engine) <= 80),
  engine_code text check (char_length(engine_code) <= 40),
  displacement_ccm integer check (displacement_ccm > 0),
  power_kw integer check (power_kw > 0),
  fuel text check (char_length(fuel) <= 40),
  transmission text check (char_length(transmission) <= 40),
  drive text check (char_length(drive) <= 40),
  steering_side text check (steering_side in ('left', 'right')),
  region text check (char_length(region) <= 40),
  colour text check (char_length(colour) <= 40),
  tyre_sizes text check (char_length(tyre_sizes) <= 80),
  note text check (char_length(note) <= 4000),
  photo_file_id uuid references files (id),
  external_id text unique check (char_length(external_id) <= 100),
  archived_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (plate is not null or vin is not null or (make is not null and model is not null)),
  check ((plate is null) = (plate_key is null)),
  check ((vin is null) = (vin_key is null))
);
create index vehicles_plate on vehicles (plate_key text_pattern_ops);
create unique index vehicles_vin on vehicles (vin_key) where archived_at is null;
create index vehicles_created on vehicles (created_at desc, id desc);
create trigger touch before update on vehicles for each row execute function touch();

-- Plates the vehicle no longer carries.
-- grants: full
create table vehicle_plates (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete cascade,
  plate text not null check (char_length(plate) between 1 and 16),
  plate_key text not null,
  until_on date not null,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index vehicle_plates_vehicle on vehicle_plates (vehicle_id);
create index vehicle_plates_plate on vehicle_plates (plate_key text_pattern_ops);
create trigger touch before update on vehicle_plates for each row execute function touch();

-- grants: full
create table ownerships (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete cascade,
  customer_id uuid not null references customers (id),
  relation text not null check (relation in ('owner', 'driver', 'payer')),
  from_on date not null,
  until_on date,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (until_on >= from_on)
);
create unique index ownerships_one_open_owner on ownerships (vehicle_id) where relation = 'owner' and until_on is null;
create index ownerships_customer on ownerships (customer_id) where until_on is null;
create index ownerships_vehicle on ownerships (vehicle_id, from_on desc);
create trigger touch before update on ownerships for each row execute function touch();

-- work_order_id refers to the order whose intake or handover wrote the reading.
-- grants: append-only
create table odometer_readings (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete cascade,
  value integer not null check (value >= 0),
  unit text not null check (unit in ('km', 'mi')),
  read_at timestamptz not null,
  source text not null check (source in ('intake', 'handover', 'inspection', 'manual', 'customer', 'import')),
  work_order_id uuid,
  warning_reason text check (char_length(warning_reason) <= 200),
  created_at timestamptz not null default now(), created_by uuid
);
create index odometer_readings_vehicle on odometer_readings (vehicle_id, read_at desc);

-- grants: full
create table due_items (
  id uuid primary key,
  vehicle_id uuid not null references vehicles (id) on delete cascade,
  title text not null check (char_length(title) between 1 and 80),
  kind text not null check (char_length(kind) between 1 and 40),
  every_months integer check (every_months between 1 and 240),
  every_distance integer check (every_distance > 0),
  due_on date,
  due_odometer integer check (due_odometer >= 0),
  last_done_on date,
  last_done_odometer integer check (last_done_odometer >= 0),
  source text not null check (source in ('manual', 'canned_job', 'import')),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index due_items_due on due_items (due_on);
create index due_items_vehicle on due_items (vehicle_id);
create trigger touch before update on due_items for each row execute function touch();
