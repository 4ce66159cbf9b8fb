-- safe
-- Whether a finished job cured the complaint, and test trees that are walked under an order.

alter table jobs add column outcome text check (outcome in ('fixed', 'not_fixed', 'unknown'));

-- grants: full
create table tree_runs (
  id uuid primary key,
  work_order_id uuid not null references work_orders (id) on delete cascade,
  tree text not null check (char_length(tree) between 1 and 40),
  tree_version integer not null check (tree_version > 0),
  -- What was answered, in one line, as the tree reads it.
  answers text not null default '' check (char_length(answers) <= 2000),
  ended_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index tree_runs_order on tree_runs (work_order_id, created_at desc);
create trigger touch before update on tree_runs for each row execute function touch();
