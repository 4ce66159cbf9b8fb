-- safe

-- grants: full
create table users (
  id uuid primary key,
  employee_id uuid not null unique references employees (id),
  username citext not null unique check (char_length(username::text) between 3 and 64),
  email citext not null unique check (char_length(email::text) between 3 and 254),
  password_hash text,
  role text not null check (role in ('owner', 'manager', 'advisor', 'mechanic', 'accountant', 'readonly')),
  must_change_password boolean not null default false,
  disabled_at timestamptz,
  language text not null check (language ~ '^[a-z]{2}$'),
  photo_file_id uuid references files (id),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on users for each row execute function touch();

-- idle_seconds comes from configuration when the session begins; expires_at is the absolute end, 30 days for a remembered
-- one. proved_at is when the person last typed the password or a code, factor_at when the second factor was given.
-- grants: full
create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  idle_seconds integer not null check (idle_seconds > 0),
  remembered boolean not null default false,
  ip inet,
  user_agent text check (char_length(user_agent) <= 400),
  proved_at timestamptz not null default now(),
  factor_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index sessions_user on sessions (user_id);
create trigger touch before update on sessions for each row execute function touch();

-- A link is dead once used, revoked (a newer one was asked for) or expired.
-- grants: full
create table set_password_links (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  purpose text not null check (purpose in ('invite', 'reset')),
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index set_password_links_user on set_password_links (user_id, created_at desc);
create trigger touch before update on set_password_links for each row execute function touch();

-- Never changed, but removed after 90 days, hence full grants. name is what was typed, known or not.
-- grants: full
create table sign_in_attempts (
  id uuid primary key,
  name citext not null check (char_length(name::text) <= 254),
  user_id uuid references users (id) on delete set null,
  ip inet,
  outcome text not null check (outcome in ('ok', 'wrong', 'delayed', 'disabled', 'rate_limited')),
  created_at timestamptz not null default now(), created_by uuid
);
create index sign_in_attempts_name on sign_in_attempts (name, created_at desc);
create index sign_in_attempts_ip on sign_in_attempts (ip, created_at desc);
create index sign_in_attempts_user on sign_in_attempts (user_id, created_at desc);

-- Browsers that signed in before: strangers' failures do not delay them, ten failures of their own end them.
-- grants: full
create table known_devices (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  failures integer not null default 0 check (failures between 0 and 10),
  last_used_at timestamptz not null default now(),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index known_devices_user on known_devices (user_id);
create trigger touch before update on known_devices for each row execute function touch();

-- The session check of every request: one row, or an error. MB401 when there is no live session (DETAIL says why:
-- missing, revoked, expired, idle, disabled), MB409 when the token was made for another role (DETAIL is the actual one).
-- A password that must be changed is reported, not raised: changing it needs a session. In a statement that reads, put it
-- first and join the rest to it with LEFT JOIN, so that it is evaluated even when there is nothing to find.
create function session_of(token_sha256 bytea, expected_role text)
  returns table (session_id uuid, user_id uuid, employee_id uuid, role text, must_change_password boolean,
                 last_seen_at timestamptz, language text)
  language plpgsql stable rows 1 as $$
declare
  refusal text;
begin
  select s.id, u.id, u.employee_id, u.role, u.must_change_password, s.last_seen_at, u.language,
         case
           when s.revoked_at is not null then 'revoked'
           when s.expires_at <= now() then 'expired'
           when s.last_seen_at + make_interval(secs => s.idle_seconds) <= now() then 'idle'
           when u.disabled_at is not null then 'disabled'
         end
    into session_id, user_id, employee_id, role, must_change_password, last_seen_at, language, refusal
    from sessions s join users u on u.id = s.user_id
   where s.token_sha256 = session_of.token_sha256;
  if not found then
    refusal := 'missing';
  end if;
  if refusal is not null then
    raise exception using errcode = 'MB401', message = 'The session has ended.', detail = refusal;
  end if;
  if role <> expected_role then
    raise exception using errcode = 'MB409', message = 'The role has changed.', detail = role;
  end if;
  return next;
end $$;
