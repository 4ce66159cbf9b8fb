-- Results of evaluation, and the switches of administration.
create table if not exists mate.evaluation_runs (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  mode text not null check (mode in ('model', 'reference')),
  provider text,
  model text,
  prompt_version text,
  questions integer not null check (questions > 0),
  results jsonb not null,
  cost_micros bigint not null default 0
);
create index if not exists evaluation_runs_newest on mate.evaluation_runs (mode, provider, model, created_at desc);

create table if not exists mate.switches (
  name text primary key check (name in ('models_off', 'signup_off', 'banner')),
  created_at timestamptz not null default now(),
  value text not null check (length(value) <= 300),
  changed_by uuid
);

grant select, insert on mate.evaluation_runs to mate_app;
grant select, insert, update, delete on mate.switches to mate_app;
