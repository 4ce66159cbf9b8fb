-- safe
-- grants: full
create table instances (
  id text primary key,
  kind text not null check (kind in ('shared', 'dedicated')),
  state text not null check (state in ('preparing', 'open', 'full', 'draining', 'closed')),
  -- Shared instances are filled in this order.
  position integer not null generated always as identity,
  namespace text not null,
  release text not null,
  api_url text not null,
  web_upstream text not null,
  max_tenants integer,
  version text,
  -- Of the instance's own token for calling back.
  token_hash bytea,
  reported_at timestamptz,
  created_at timestamptz not null
);

-- grants: full
create table tenants (
  id text primary key check (id ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' and char_length(id) between 3 and 32),
  company_name text not null,
  contact_name text not null,
  locale text not null,
  country text not null,
  state text not null check (state in ('provisioning', 'active', 'moving', 'suspended', 'deleted', 'purged', 'failed')),
  -- What it goes back to when a move or a restoring ends.
  state_before text,
  tier text not null check (tier in ('demo', 'free', 'professional', 'enterprise')),
  -- The place it holds; kept from the reservation on.
  instance text references instances,
  with_sample_data boolean not null default false,
  plan_wished text,
  trial_ends_at timestamptz,
  trial_used boolean not null default false,
  -- A demo's end.
  ends_at timestamptz,
  deleted_at timestamptz,
  purge_at timestamptz,
  last_active_at timestamptz,
  usage jsonb,
  reported_at timestamptz,
  -- How many inactivity mails went out since the last activity.
  inactivity_mails integer not null default 0,
  support_until timestamptz,
  created_at timestamptz not null,
  activated_at timestamptz,
  version integer not null default 1
);
create index tenants_of_instance on tenants (instance);
create index tenants_created on tenants (created_at desc, id);
create index tenants_searched on tenants using gin ((id || ' ' || company_name) gin_trgm_ops);

-- grants: full
create table memberships (
  account uuid not null references accounts on delete cascade,
  tenant text not null references tenants,
  role text not null check (role in ('owner', 'billing', 'viewer')),
  since timestamptz not null,
  primary key (account, tenant)
);
create index memberships_of_tenant on memberships (tenant);

-- grants: full
create table invitations (
  id uuid primary key,
  tenant text not null references tenants,
  email citext not null,
  role text not null check (role in ('owner', 'billing', 'viewer')),
  transfers_ownership boolean not null,
  invited_by uuid references accounts,
  link_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_by uuid references accounts,
  accepted_at timestamptz,
  ended_at timestamptz
);
create index invitations_of_tenant on invitations (tenant) where ended_at is null;

-- grants: append-only
create table tenant_changes (
  id uuid primary key,
  tenant text not null references tenants,
  from_state text,
  to_state text not null,
  reason text not null,
  actor text not null,
  job uuid,
  at timestamptz not null
);
create index tenant_changes_of_tenant on tenant_changes (tenant, at desc);

-- Reasons stack: a workshop opens again when the last one is lifted.
-- grants: full
create table suspensions (
  id uuid primary key,
  tenant text not null references tenants,
  kind text not null check (kind in ('payment', 'inactivity', 'demo_ended', 'staff', 'abuse')),
  reason text not null,
  since timestamptz not null,
  lifted_at timestamptz
);
create unique index suspensions_in_force on suspensions (tenant, kind) where lifted_at is null;

-- The document each workshop is told; `acknowledged` is the newest version its instance answered for.
-- grants: full
create table entitlements (
  tenant text primary key references tenants,
  version integer not null,
  content jsonb not null,
  document text not null,
  acknowledged integer not null default 0,
  changed_at timestamptz not null,
  acknowledged_at timestamptz
);

-- grants: full
create table grants (
  id uuid primary key,
  tenant text not null references tenants,
  tier text,
  limit_name text,
  value bigint,
  reason text not null,
  until timestamptz,
  given_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz,
  check (num_nonnulls(tier, limit_name) = 1)
);
create index grants_in_force on grants (tenant) where ended_at is null;

-- grants: full
create table demo_requests (
  id uuid primary key,
  email citext not null,
  company_name text not null,
  phone_number text,
  message text,
  state text not null check (state in ('unconfirmed', 'pending', 'approved', 'rejected', 'active', 'converted', 'expired')),
  tenant text references tenants,
  decided_by text,
  reason text,
  created_at timestamptz not null,
  decided_at timestamptz,
  ends_at timestamptz
);
create unique index demo_requests_open on demo_requests (email) where state in ('unconfirmed', 'pending', 'approved');
create index demo_requests_newest on demo_requests (created_at desc, id);

-- grants: full
create table impersonations (
  id uuid primary key,
  tenant text not null references tenants,
  staff uuid not null references staff,
  mode text not null check (mode in ('look', 'act')),
  reason text not null,
  ticket text,
  minutes integer not null,
  state text not null check (state in ('asked', 'allowed', 'refused', 'running', 'ended')),
  without_owner boolean not null default false,
  answered_by uuid references accounts,
  -- The session the instance holds for it.
  support_session text,
  created_at timestamptz not null,
  started_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  ended_by text
);
create index impersonations_of_tenant on impersonations (tenant, created_at desc);
