-- safe

-- The outbox and what came in. about_* is the thing a message belongs to (an estimate, an invoice, an order).
-- grants: full
create table messages (
  id uuid primary key,
  direction text not null check (direction in ('in', 'out')),
  channel text not null check (channel in ('email', 'sms')),
  recipients text[] not null check (cardinality(recipients) between 1 and 20),
  subject text check (char_length(subject) <= 200),
  body text not null check (char_length(body) <= 20000),
  attachment_ids uuid[] not null default '{}',
  language text not null check (language ~ '^[a-z]{2}$'),
  template text check (char_length(template) <= 40),
  customer_id uuid references customers (id),
  about_kind text check (char_length(about_kind) <= 40),
  about_id uuid,
  status text not null default 'queued'
    check (status in ('queued', 'sent', 'delivered', 'bounced', 'failed', 'cancelled')),
  attempts integer not null default 0 check (attempts >= 0),
  sent_at timestamptz,
  provider_id text check (char_length(provider_id) <= 254),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  check ((about_kind is null) = (about_id is null))
);
create index messages_about on messages (about_kind, about_id);
create index messages_queued on messages (status) where status = 'queued';
create index messages_created on messages (created_at desc, id desc);
create index messages_customer on messages (customer_id, created_at desc) where customer_id is not null;
create trigger touch before update on messages for each row execute function touch();

-- grants: append-only
create table message_events (
  id uuid primary key,
  message_id uuid not null references messages (id),
  event text not null
    check (event in ('queued', 'sent', 'delivered', 'bounced', 'failed', 'cancelled', 'refused', 'retried')),
  detail text check (char_length(detail) <= 1000),
  created_at timestamptz not null default now(), created_by uuid
);
create index message_events_message on message_events (message_id, created_at);

-- The workshop's own wording; where there is no row the product's text of that kind and language is used.
-- grants: full
create table message_templates (
  id uuid primary key,
  kind text not null check (char_length(kind) between 1 and 40),
  language text not null check (language ~ '^[a-z]{2}$'),
  subject text not null check (char_length(subject) between 1 and 200),
  body text not null check (char_length(body) between 1 and 5000),
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  unique (kind, language)
);
create trigger touch before update on message_templates for each row execute function touch();
