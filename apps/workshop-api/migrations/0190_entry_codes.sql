-- safe
-- Single-use ways in that the platform asked for: of an owner, or of somebody of the operator. Only hashes are kept.
-- grants: full
create table entry_codes (
  hash bytea primary key,
  user_id uuid not null references users (id) on delete cascade,
  support_access_id uuid references support_accesses (id),
  support_person text check (char_length(support_person) between 1 and 200),
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null,
  check ((support_access_id is null) = (support_person is null))
);
create index entry_codes_user on entry_codes (user_id);
create index entry_codes_access on entry_codes (support_access_id) where support_access_id is not null;
