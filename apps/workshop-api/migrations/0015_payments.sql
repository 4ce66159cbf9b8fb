-- safe

-- amount_cents is the money that changed hands. rounding_cents is cash rounding: 26.97 paid in cash with 5-cent rounding is
-- amount 2695, rounding -2, and 2697 can be allocated. A mistake is undone by a row the other way that names it in reverses.
-- grants: append-only
create table payments (
  id uuid primary key,
  number text not null unique check (char_length(number) between 1 and 40),
  direction text not null check (direction in ('in', 'out')),
  method_id uuid not null references payment_methods (id),
  amount_cents bigint not null check (amount_cents > 0),
  rounding_cents bigint not null default 0 check (abs(rounding_cents) < 10),
  received_on date not null,
  reference text check (char_length(reference) <= 100),
  customer_id uuid references customers (id),
  work_order_id uuid references work_orders (id),
  reverses uuid unique references payments (id),
  reason text check (char_length(reason) between 1 and 300),
  external_id text unique check (char_length(external_id) <= 200),
  created_at timestamptz not null default now(), created_by uuid,
  check (reverses is null or reason is not null)
);
create index payments_received on payments (received_on desc, id desc);
create index payments_customer on payments (customer_id);
create index payments_work_order on payments (work_order_id) where work_order_id is not null;
create trigger unchangeable before update or delete or truncate on payments
  for each statement execute function refuse_change();

-- Signed as the invoice sees it: positive pays it, negative takes the payment back (a reversal, a refund, or money moved to
-- the customer's credit). The sum of an incoming payment's rows never exceeds amount_cents - rounding_cents.
-- grants: append-only
create table payment_allocations (
  id uuid primary key,
  payment_id uuid not null references payments (id),
  invoice_id uuid not null references invoices (id),
  amount_cents bigint not null check (amount_cents <> 0),
  created_at timestamptz not null default now(), created_by uuid
);
create index payment_allocations_payment on payment_allocations (payment_id);
create index payment_allocations_invoice on payment_allocations (invoice_id);
create trigger unchangeable before update or delete or truncate on payment_allocations
  for each statement execute function refuse_change();
