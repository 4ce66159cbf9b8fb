-- safe
-- Who wants what the bell says by mail too; mailed_at is when a mail told of it.
alter table users add column notices_by_mail boolean not null default false;
alter table notifications add column mailed_at timestamptz;
