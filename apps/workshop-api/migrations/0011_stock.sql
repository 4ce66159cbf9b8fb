-- safe
-- The ledger of parts. A move, the level of its storage and the part's totals are written in one transaction, which locks
-- the part_stock row first: it is the one place where two moves of a part wait for each other, whatever the storage.

-- What a part is worth: the moving average runs over all storages, so value stands per part and not per storage.
--   receipt        on_hand + q, value + cost
--   issue          value - round(q * value / on_hand); the last unit takes what is left, so nothing on hand is worth zero
--   below zero     valued at last_cost_cents; the receipt that follows books the difference as a revaluation
--   transfer       two moves with one pair_id, opposite in quantity and value: totals stay
-- reserved is the quantity of approved lines not yet installed; available is on_hand - reserved.
-- grants: full
create table part_stock (
  part_id uuid primary key references parts (id) on delete cascade,
  on_hand numeric(12,3) not null default 0,
  reserved numeric(12,3) not null default 0 check (reserved >= 0),
  value_cents bigint not null default 0,
  last_cost_cents bigint check (last_cost_cents >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), version integer not null default 1,
  check (case when on_hand > 0 then value_cents >= 0 when on_hand < 0 then value_cents <= 0 else value_cents = 0 end)
);
create trigger touch before update on part_stock for each row execute function touch();

-- grants: full
create table stock_levels (
  part_id uuid not null references parts (id) on delete cascade,
  storage_id uuid not null references storages (id),
  on_hand numeric(12,3) not null default 0,
  reserved numeric(12,3) not null default 0 check (reserved >= 0),
  bin text check (char_length(bin) <= 30),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), version integer not null default 1,
  primary key (part_id, storage_id)
);
create index stock_levels_storage on stock_levels (storage_id);
create trigger touch before update on stock_levels for each row execute function touch();

-- receipt_id groups what was booked in together, pair_id the two halves of a transfer.
-- grants: append-only
create table stock_moves (
  id uuid primary key,
  part_id uuid not null references parts (id),
  storage_id uuid not null references storages (id),
  kind text not null check (kind in ('opening', 'receipt', 'issue', 'return', 'transfer', 'count', 'revaluation')),
  quantity numeric(12,3) not null,
  value_cents bigint not null,
  line_id uuid references lines (id),
  receipt_id uuid,
  pair_id uuid,
  reason text check (char_length(reason) <= 200),
  created_at timestamptz not null default now(), created_by uuid,
  check (case kind when 'revaluation' then quantity = 0 and value_cents <> 0 else quantity <> 0 end),
  check (kind not in ('opening', 'receipt', 'return') or quantity > 0),
  check (kind <> 'issue' or quantity < 0),
  check ((kind = 'transfer') = (pair_id is not null))
);
create index stock_moves_part on stock_moves (part_id, id desc);
create index stock_moves_line on stock_moves (line_id) where line_id is not null;
