-- Who pays for what, as Stripe says it.
create table if not exists mate.billing_customers (
  user_id uuid primary key references mate.users,
  created_at timestamptz not null default now(),
  stripe_customer_id text not null unique check (length(stripe_customer_id) between 1 and 255)
);

create table if not exists mate.subscriptions (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users,
  plan_id text not null check (length(plan_id) between 1 and 40),
  -- Stripe's word, whatever it is: an unknown one gives reading access and an alert.
  status text not null check (length(status) between 1 and 40),
  current_period_start timestamptz,
  current_period_end timestamptz,
  cancel_at_period_end boolean not null default false,
  past_due_since timestamptz,
  refunded_at timestamptz,
  disputed_at timestamptz,
  stripe_subscription_id text unique check (length(stripe_subscription_id) between 1 and 255),
  stripe_checkout_id text unique check (length(stripe_checkout_id) between 1 and 255),
  checkout_url text check (length(checkout_url) <= 2000),
  checkout_expires_at timestamptz,
  fetched_at timestamptz,
  version integer not null default 1
);
create index if not exists subscriptions_user on mate.subscriptions (user_id, created_at desc);
create unique index if not exists subscriptions_one_live on mate.subscriptions (user_id)
  where status in ('trialing', 'active', 'past_due', 'unpaid', 'paused');

-- A person's trials, two at most, whatever becomes of the account.
create table if not exists mate.trial_grants (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null,
  -- SHA-256 of the address without case, plus-tag and meaningless dots.
  person_key bytea not null check (length(person_key) = 32),
  ordinal integer not null check (ordinal between 1 and 2),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  unique (person_key, ordinal)
);
create index if not exists trial_grants_user on mate.trial_grants (user_id, starts_at desc);

-- Plans an administrator gave.
create table if not exists mate.plan_grants (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  plan_id text not null check (length(plan_id) between 1 and 40),
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null,
  admin_id uuid not null,
  reason text not null check (length(reason) between 3 and 300)
);
create index if not exists plan_grants_user on mate.plan_grants (user_id, ends_at desc);

grant select, insert, update on mate.billing_customers, mate.subscriptions to mate_app;
grant select, insert on mate.trial_grants, mate.plan_grants to mate_app;
grant select on mate.subscriptions to mate_operator;
select mate.publish('subscriptions');
