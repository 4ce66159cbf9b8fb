-- safe
-- Exact limits: one row per window. Logged, so a restart or a crash gives nobody new attempts.
create table instance.rate_limits (
  scope text not null,
  key text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  used integer not null,
  primary key (scope, key, starts_at)
);
create index rate_limits_ended on instance.rate_limits (ends_at);

-- Bulk limits: each process merges its own counts once a second. Unlogged: losing a minute's counts harms nobody.
create unlogged table instance.request_counts (
  scope text not null,
  key text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  used integer not null,
  primary key (scope, key, starts_at)
);
create index request_counts_ended on instance.request_counts (ends_at);

-- Used by the runtime login, which the migration's caller names: it alone counts, no tenant's login can.
do $$ begin
  execute format('grant select, insert, update, delete on instance.rate_limits, instance.request_counts to %I',
    session_user || '_app');
end $$;
