-- safe

-- The key of an authenticator app. Without confirmed_at it is only being set up; last_step is the 30-second step whose
-- code was used last, so that each code works once.
-- grants: full
create table totp_secrets (
  id uuid primary key,
  user_id uuid not null unique references users (id) on delete cascade,
  secret bytea not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on totp_secrets for each row execute function touch();

-- grants: full
create table recovery_codes (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  code_sha256 bytea not null unique check (octet_length(code_sha256) = 32),
  used_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index recovery_codes_user on recovery_codes (user_id);
create trigger touch before update on recovery_codes for each row execute function touch();

-- A sign-in whose password was right and whose code is still to come.
-- grants: full
create table sign_in_challenges (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  name citext not null check (char_length(name::text) <= 254),
  remembered boolean not null,
  expires_at timestamptz not null,
  failures integer not null default 0 check (failures between 0 and 5),
  used_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index sign_in_challenges_user on sign_in_challenges (user_id);
create trigger touch before update on sign_in_challenges for each row execute function touch();

alter table settings add column factor_roles text[] not null default '{}'
  check (factor_roles <@ array['owner', 'manager', 'advisor', 'mechanic', 'accountant', 'readonly']);

-- What the owner allowed the operator's people: until when, why, and whether they may change something.
-- grants: full
create table support_accesses (
  id uuid primary key,
  reason text not null check (char_length(reason) between 1 and 300),
  may_write boolean not null default false,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on support_accesses for each row execute function touch();

-- A support session sees what the person who allowed it sees; support_person is who of the operator sits before it.
alter table sessions
  add column support_access_id uuid references support_accesses (id),
  add column support_person text check (char_length(support_person) between 1 and 200),
  add constraint sessions_support check ((support_access_id is null) = (support_person is null));
create index sessions_support_access on sessions (support_access_id) where support_access_id is not null;

-- As in 0007, with what else the request must know: when the person last proved who they are, whether their role demands
-- a second factor they lack, and whether it is somebody of the operator. A support session ends with its permission.
drop function session_of(bytea, text);
create function session_of(token_sha256 bytea, expected_role text)
  returns table (session_id uuid, user_id uuid, employee_id uuid, role text, must_change_password boolean,
                 last_seen_at timestamptz, language text, proved_at timestamptz, must_add_factor boolean,
                 support_person text, support_may_write boolean)
  language plpgsql stable rows 1 as $$
declare
  refusal text;
begin
  select s.id, u.id, u.employee_id, u.role, u.must_change_password, s.last_seen_at, u.language, s.proved_at,
         s.support_person is null
           and exists (select from settings where u.role = any (factor_roles))
           and not exists (select from totp_secrets t where t.user_id = u.id and t.confirmed_at is not null),
         s.support_person, coalesce(a.may_write, false),
         case
           when s.revoked_at is not null then 'revoked'
           when s.expires_at <= now() then 'expired'
           when s.last_seen_at + make_interval(secs => s.idle_seconds) <= now() then 'idle'
           when u.disabled_at is not null then 'disabled'
           when a.revoked_at is not null or a.expires_at <= now() then 'revoked'
         end
    into session_id, user_id, employee_id, role, must_change_password, last_seen_at, language, proved_at,
         must_add_factor, support_person, support_may_write, refusal
    from sessions s join users u on u.id = s.user_id left join support_accesses a on a.id = s.support_access_id
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
