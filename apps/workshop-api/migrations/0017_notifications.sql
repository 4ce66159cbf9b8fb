-- safe

-- data holds what the sentence needs (numbers, names), so the bell shows it without asking anywhere else.
-- grants: full
create table notifications (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  kind text not null check (char_length(kind) between 1 and 40),
  about_kind text check (char_length(about_kind) <= 40),
  about_id uuid,
  data jsonb not null default '{}',
  read_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index notifications_user on notifications (user_id, created_at desc, id desc);
create trigger touch before update on notifications for each row execute function touch();
