-- safe

-- A deposit that is not kept for its order any more: what is left of it is credit of whoever paid it.
-- grants: append-only
create table deposit_releases (
  id uuid primary key,
  payment_id uuid not null unique references payments (id),
  reason text not null check (char_length(reason) between 1 and 300),
  created_at timestamptz not null default now(), created_by uuid
);
create trigger unchangeable before update or delete or truncate on deposit_releases
  for each statement execute function refuse_change();
