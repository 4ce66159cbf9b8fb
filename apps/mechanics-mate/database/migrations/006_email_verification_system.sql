-- Links that confirm an address: stored hashed, used once, replaced by the next one.
create table if not exists mate.email_verification_tokens (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  user_id uuid not null references mate.users on delete cascade,
  email text not null check (length(email) between 3 and 254),
  token_hash bytea not null unique check (length(token_hash) = 32),
  expires_at timestamptz not null,
  superseded_at timestamptz,
  verified_at timestamptz
);
create index if not exists email_verification_tokens_user on mate.email_verification_tokens (user_id, created_at desc);

grant select, insert, update, delete on mate.email_verification_tokens to mate_app;
grant select (id, created_at, user_id, expires_at, superseded_at, verified_at) on mate.email_verification_tokens to mate_operator;
select mate.publish('email_verification_tokens');
