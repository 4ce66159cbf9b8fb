-- safe
-- The outbox: written with the change that caused the mail, sent after it was saved.
-- grants: full
create table mails (
  id uuid primary key,
  recipient citext not null,
  template text not null,
  locale text not null,
  data jsonb not null,
  tenant text references tenants,
  -- The same cause queues one mail, however often it happens.
  once_key text unique,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  attempts integer not null default 0,
  next_try_at timestamptz not null,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index mails_due on mails (next_try_at) where state = 'queued';
create index mails_newest on mails (recipient, created_at desc);

-- grants: full
create table settings (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);

-- grants: append-only
create table audit_entries (
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('account', 'staff', 'service', 'visitor', 'support')),
  actor text not null,
  action text not null,
  target text,
  tenant text,
  before jsonb,
  after jsonb,
  reason text,
  request_id text,
  address text,
  outcome text not null check (outcome in ('done', 'refused')),
  primary key (at, id)
) partition by range (at);
create index audit_entries_of_tenant on audit_entries (tenant, at desc);
create table audit_entries_rest partition of audit_entries default;

-- Partitions for this month and the next ones, made by whoever migrates and by the daily task; two years are kept.
create function keep_audit_partitions(today date) returns void language plpgsql security definer
set search_path = public, pg_temp as $$
declare
  month date := date_trunc('month', today);
  old text;
begin
  for n in 0..2 loop
    if to_regclass(format('public.audit_entries_%s', to_char(month, 'YYYYMM'))) is null then
      execute format('create table public.audit_entries_%s partition of public.audit_entries for values from (%L) to (%L)',
        to_char(month, 'YYYYMM'), month, month + interval '1 month');
    end if;
    month := month + interval '1 month';
  end loop;
  for old in select inhrelid::regclass::text from pg_inherits where inhparent = 'public.audit_entries'::regclass
    and inhrelid::regclass::text ~ '^audit_entries_\d{6}$'
    and right(inhrelid::regclass::text, 6) < to_char(today - interval '25 months', 'YYYYMM') loop
    execute format('drop table public.%I', old);
  end loop;
end $$;
select keep_audit_partitions(current_date);

-- grants: full
create table rate_limits (
  scope text not null,
  key text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  used integer not null,
  primary key (scope, key, starts_at)
);
create index rate_limits_ended on rate_limits (ends_at);

-- grants: full
create table request_counts (
  scope text not null,
  key text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  used integer not null,
  primary key (scope, key, starts_at)
);
create index request_counts_ended on request_counts (ends_at);
