-- Accounts, their sessions, and the sessions that were ended.
create table if not exists mate.users (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  email text not null check (length(email) between 3 and 254),
  -- Lower case: one account an address.
  email_key text not null unique check (email_key = lower(email_key)),
  name text check (length(name) between 1 and 100),
  password_hash text not null,
  email_verified_at timestamptz,
  register text not null default 'technician' check (register in ('technician', 'owner')),
  locale text not null default 'en-GB' check (locale in ('en-GB', 'en-US')),
  terms_version text not null,
  age_stated_at timestamptz not null default now(),
  photos_consent_at timestamptz,
  closing_at timestamptz,
  closed_at timestamptz,
  version integer not null default 1
);

create table if not exists mate.sessions (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  -- SHA-256 of the id in the cookie.
  token_hash bytea not null unique check (length(token_hash) = 32),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- The end nothing moves.
  ends_at timestamptz not null,
  -- When the password, or the second factor, was given last.
  proven_at timestamptz not null default now(),
  factor_passed boolean not null default false,
  ip_block text check (length(ip_block) <= 50),
  user_agent text check (length(user_agent) <= 300)
);
create index if not exists sessions_user on mate.sessions (user_id, seen_at desc);
create index if not exists sessions_end on mate.sessions (ends_at);

create table if not exists mate.token_blacklist (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  -- Id of the session that ended.
  token_jti uuid not null unique,
  user_id uuid not null,
  reason text not null check (reason in ('logout', 'password_change', 'reset', 'owner', 'administrator', 'closure')),
  -- Removed once the cookie could no longer live.
  expires_at timestamptz not null
);
create index if not exists token_blacklist_user on mate.token_blacklist (user_id);
create index if not exists token_blacklist_end on mate.token_blacklist (expires_at);

grant select, insert, update, delete on mate.users, mate.sessions to mate_app;
grant select, insert, delete on mate.token_blacklist to mate_app;
grant select on mate.token_blacklist to mate_operator;
select mate.publish('token_blacklist');
