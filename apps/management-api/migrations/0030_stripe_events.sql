-- safe
-- What Stripe tells, kept once by its id, whatever becomes of it.
-- grants: full
create table stripe_events (
  id text primary key,
  type text not null,
  -- When it happened at Stripe.
  created timestamptz not null,
  state text not null check (state in ('received', 'done', 'ignored', 'unmatched', 'failed')),
  -- Emptied when it is old.
  payload jsonb,
  received_at timestamptz not null
);
create index stripe_events_open on stripe_events (received_at) where state in ('received', 'unmatched', 'failed');
