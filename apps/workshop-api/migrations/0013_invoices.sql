-- safe

-- Never changed, never removed. The chain runs in the order of seq; hash = SHA-256(prev_hash || canonical JSON of the row).
-- year is the count's year from next_number, 0 for a series that never resets. A credit note's amounts are positive and
-- credits names the invoice they are taken off.
-- grants: append-only
create table invoices (
  id uuid primary key,
  kind text not null check (kind in ('invoice', 'credit_note', 'deposit')),
  credits uuid references invoices (id),
  reason text check (char_length(reason) between 1 and 300),
  series_id uuid not null references number_series (id),
  year integer not null,
  n integer not null check (n > 0),
  number text not null unique check (char_length(number) between 1 and 40),
  work_order_id uuid references work_orders (id),
  customer_id uuid references customers (id),
  issued_at timestamptz not null,
  issue_on date not null,
  supply_on date not null,
  due_on date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  language text not null check (language ~ '^[a-z]{2}$'),
  price_mode text not null check (price_mode in ('net', 'gross')),
  net_cents bigint not null,
  vat_cents bigint not null,
  total_cents bigint not null check (total_cents >= 0 and total_cents = net_cents + vat_cents),
  snapshot jsonb not null,
  pdf_file_id uuid not null references files (id),
  pdf_sha256 bytea not null check (octet_length(pdf_sha256) = 32),
  xml_sha256 bytea check (octet_length(xml_sha256) = 32),
  seq bigint not null unique check (seq > 0),
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  created_at timestamptz not null default now(), created_by uuid,
  unique (series_id, year, n),
  check ((kind = 'credit_note') = (credits is not null)),
  check (kind <> 'credit_note' or reason is not null),
  check (due_on >= issue_on and supply_on <= issue_on)
);
create index invoices_issued on invoices (issue_on desc, id desc);
create index invoices_work_order on invoices (work_order_id);
create index invoices_customer on invoices (customer_id, issue_on desc);
create index invoices_credits on invoices (credits) where credits is not null;
create trigger unchangeable before update or delete or truncate on invoices
  for each statement execute function refuse_change();

-- Lines as printed. total_cents is in the document's price mode, net_cents the line's share of its VAT group. line_id,
-- part_id and employee_id have no foreign key: the order may lose the line after a full credit, the invoice keeps it.
-- A credit note's line names in credits_line the one it takes back, and has its sign.
-- grants: append-only
create table invoice_lines (
  id uuid primary key,
  invoice_id uuid not null references invoices (id),
  position integer not null,
  credits_line uuid references invoice_lines (id),
  line_id uuid,
  job_title text check (char_length(job_title) <= 120),
  kind text not null check (kind in ('labour', 'part', 'fee', 'sublet')),
  code text check (char_length(code) <= 60),
  description text not null check (char_length(description) between 1 and 300),
  quantity numeric(12,3) not null check (quantity <> 0),
  unit text not null check (char_length(unit) <= 3),
  unit_price_cents bigint not null check (unit_price_cents >= 0),
  discount_percent numeric(5,2) not null check (discount_percent between 0 and 100),
  tax_category text not null check (tax_category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  tax_percent numeric(5,2) not null check (tax_percent between 0 and 50),
  total_cents bigint not null,
  net_cents bigint not null,
  cost_cents bigint,
  part_id uuid,
  employee_id uuid,
  created_at timestamptz not null default now(), created_by uuid,
  unique (invoice_id, position)
);
create index invoice_lines_credits on invoice_lines (credits_line) where credits_line is not null;
create trigger unchangeable before update or delete or truncate on invoice_lines
  for each statement execute function refuse_change();

-- One row per VAT group of the document.
-- grants: append-only
create table invoice_taxes (
  id uuid primary key,
  invoice_id uuid not null references invoices (id),
  category text not null check (category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
  percent numeric(5,2) not null check (percent between 0 and 50),
  reason text check (char_length(reason) <= 200),
  net_cents bigint not null,
  vat_cents bigint not null,
  gross_cents bigint not null check (gross_cents = net_cents + vat_cents),
  created_at timestamptz not null default now(), created_by uuid,
  unique (invoice_id, category, percent)
);
create trigger unchangeable before update or delete or truncate on invoice_taxes
  for each statement execute function refuse_change();

-- grants: full
create table invoice_links (
  id uuid primary key,
  invoice_id uuid not null references invoices (id),
  token_sha256 bytea not null unique check (octet_length(token_sha256) = 32),
  channel text not null check (channel in ('email', 'sms', 'copy')),
  recipient text check (char_length(recipient) <= 254),
  expires_at timestamptz not null,
  first_opened_at timestamptz,
  opens integer not null default 0 check (opens >= 0),
  revoked_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index invoice_links_invoice on invoice_links (invoice_id);
create trigger touch before update on invoice_links for each row execute function touch();

-- What is open on each invoice, written by the transaction that issues, credits or pays. No row for credit notes.
-- paid_cents is the sum of the invoice's payment_allocations, credited_cents that of its credit notes; open_cents below
-- zero is money the customer has coming.
-- grants: full
create table receivables (
  invoice_id uuid primary key references invoices (id),
  customer_id uuid references customers (id),
  due_on date not null,
  total_cents bigint not null check (total_cents >= 0),
  credited_cents bigint not null default 0 check (credited_cents between 0 and total_cents),
  paid_cents bigint not null default 0 check (paid_cents >= 0),
  open_cents bigint not null generated always as (total_cents - credited_cents - paid_cents) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(), version integer not null default 1
);
create index receivables_due on receivables (due_on) where open_cents > 0;
create index receivables_customer on receivables (customer_id) where open_cents <> 0;
create trigger touch before update on receivables for each row execute function touch();
