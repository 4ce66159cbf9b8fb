-- safe
-- grants: full
create table accounts (
  id uuid primary key,
  email citext not null unique,
  name text not null,
  locale text not null default 'en',
  password_hash text,
  terms_version text,
  terms_accepted_at timestamptz,
  created_at timestamptz not null,
  last_seen_at timestamptz,
  erased_at timestamptz
);

-- grants: full
create table staff (
  id uuid primary key,
  email citext not null unique,
  name text not null,
  role text not null check (role in ('owner', 'admin', 'support')),
  password_hash text,
  created_at timestamptz not null,
  last_seen_at timestamptz,
  disabled_at timestamptz
);

-- A session belongs to a customer or to somebody of the staff, never to both.
-- grants: full
create table sessions (
  id uuid primary key,
  account uuid references accounts on delete cascade,
  staff uuid references staff on delete cascade,
  secret_hash bytea not null unique,
  user_agent text not null,
  address text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  factor_at timestamptz,
  check (num_nonnulls(account, staff) = 1)
);
create index sessions_of_account on sessions (account) where account is not null;
create index sessions_of_staff on sessions (staff) where staff is not null;

-- An authenticator app (`secret` sealed) or a recovery code (`secret` its hash).
-- grants: full
create table factors (
  id uuid primary key,
  account uuid references accounts on delete cascade,
  staff uuid references staff on delete cascade,
  kind text not null check (kind in ('totp', 'recovery')),
  secret bytea not null,
  -- The last time step that was taken: a code counts once.
  last_step bigint,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  used_at timestamptz,
  check (num_nonnulls(account, staff) = 1)
);
create index factors_of_account on factors (account) where account is not null;
create index factors_of_staff on factors (staff) where staff is not null;

-- Links of mails and challenges of sign-in. Only hashes are kept; `data` is what the link is for.
-- grants: full
create table one_time_links (
  hash bytea primary key,
  purpose text not null,
  account uuid references accounts on delete cascade,
  staff uuid references staff on delete cascade,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_links_ended on one_time_links (expires_at);

-- grants: full
create table signups (
  id uuid primary key,
  email citext not null,
  name text not null,
  company_name text not null,
  tenant_id text,
  password_hash text not null,
  locale text not null,
  country text not null,
  plan text not null,
  terms_version text not null,
  is_disposable boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  verified_at timestamptz
);
create index signups_of_email on signups (email);
