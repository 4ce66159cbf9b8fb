-- safe
-- Who has no seat on a lowered plan reads only; the owner chooses who stays by disabling others. role is what the owner
-- gave, acting_role what holds.
alter table users add column seatless boolean not null default false;
alter table users add column acting_role text not null
  generated always as (case when seatless then 'readonly' else role end) stored;

create or replace function session_of(token_sha256 bytea, expected_role text)
  returns table (session_id uuid, user_id uuid, employee_id uuid, role text, must_change_password boolean,
                 last_seen_at timestamptz, language text, proved_at timestamptz, must_add_factor boolean,
                 support_person text, support_may_write boolean)
  language plpgsql stable rows 1 as $$
declare
  refusal text;
begin
  select s.id, u.id, u.employee_id, u.acting_role, u.must_change_password, s.last_seen_at, u.language, s.proved_at,
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
