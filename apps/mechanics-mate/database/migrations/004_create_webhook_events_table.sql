-- The inbox of Stripe's events: stored once, handled until done.
create table if not exists mate.webhook_events (
  id uuid primary key default mate.new_id(),
  created_at timestamptz not null default now(),
  event_id text not null unique check (length(event_id) between 1 and 255),
  event_type text not null check (length(event_type) between 1 and 100),
  status text not null default 'received'
    check (status in ('received', 'processing', 'processed', 'ignored', 'failed')),
  livemode boolean not null,
  -- Emptied after 90 days.
  payload jsonb,
  outcome text check (length(outcome) <= 1000),
  attempts integer not null default 0 check (attempts >= 0),
  -- Null while nobody needs to try again; on a failed row: waits for a person.
  next_attempt_at timestamptz,
  locked_until timestamptz,
  last_error text check (length(last_error) <= 1000),
  source text not null default 'webhook' check (source in ('webhook', 'reconcile', 'command')),
  processed_at timestamptz
);
create index if not exists webhook_events_open on mate.webhook_events (coalesce(next_attempt_at, created_at))
  where status in ('received', 'processing', 'failed');
create index if not exists webhook_events_newest on mate.webhook_events (created_at desc, id desc);
create index if not exists webhook_events_failed on mate.webhook_events (created_at desc) where status = 'failed';

grant select, insert, update on mate.webhook_events to mate_app;
grant select on mate.webhook_events to mate_operator;
-- Putting a failed event back is the operator's; what the event says is not.
grant update (status) on mate.webhook_events to mate_operator;
select mate.publish('webhook_events');
grant update (status) on public.webhook_events to mate_operator;
