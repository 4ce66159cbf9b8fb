-- safe

-- snapshot and everything beside it stay as issued; only superseded_by and withdrawn_at are written later. n counts the
-- versions of one order under the order's row lock, number is "{work order}-{n}".
-- grants: full
create table estimates (
  id uuid primary key,
  work_order_id uuid not null references work_orders (id),
  n integer not null check (n > 0),
  number text not null unique check (char_length(number) <= 40),
  snapshot jsonb not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  net_cents bigint not null,
  vat_cents bigint not null,
  total_cents bigint not null check (total_cents >= 0 and total_cents = net_cents + vat_cents),
  valid_until_on date not null,
  language text not null check (language ~ '^[a-z]{2}$'),
  pdf_file_id uuid not null references files (id),
  superseded_by uuid references estimates (id),
  withdrawn_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1,
  unique (work_order_id, n)
);
create trigger touch before update on estimates for each row execute function touch();

-- grants: append-only
create table estimate_jobs (
  estimate_id uuid not null references estimates (id),
  job_id uuid not null references jobs (id),
  content_hash bytea not null check (octet_length(content_hash) = 32),
  total_cents bigint not null,
  created_at timestamptz not null default now(), created_by uuid,
  primary key (estimate_id, job_id)
);
create index estimate_jobs_job on estimate_jobs (job_id);

-- first_opened_at is stamped by the page itself after it was shown, never by a mail scanner's visit.
-- grants: full
create table estimate_links (
  id uuid primary key,
  estimate_id uuid not null references estimates (id),
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
create index estimate_links_estimate on estimate_links (estimate_id);
create trigger touch before update on estimate_links for each row execute function touch();

-- One chain per workshop, in the order of seq: hash = SHA-256(prev_hash || canonical JSON of the row). The person enters
-- it as personal_sha256 only, so that erasing approval_people leaves a chain that still verifies. A spoken approval
-- without an estimate has no snapshot.
-- grants: append-only
create table approvals (
  id uuid primary key,
  seq bigint not null unique check (seq > 0),
  estimate_id uuid references estimates (id),
  job_id uuid not null references jobs (id),
  decision text not null check (decision in ('approved', 'declined', 'revoked')),
  method text not null check (method in ('link', 'in_person', 'phone', 'email', 'sms')),
  opened_at timestamptz,
  decided_at timestamptz not null,
  amount_cents bigint not null,
  snapshot_sha256 bytea check (octet_length(snapshot_sha256) = 32),
  personal_sha256 bytea not null check (octet_length(personal_sha256) = 32),
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  created_at timestamptz not null default now(), created_by uuid,
  check ((estimate_id is null) = (snapshot_sha256 is null))
);
create index approvals_job on approvals (job_id, seq desc);
create index approvals_estimate on approvals (estimate_id);
create trigger unchangeable before update or delete or truncate on approvals
  for each statement execute function refuse_change();

-- Who decided, beside the chain: personal_sha256 = SHA-256(salt || canonical JSON of name, said_to, ip, user_agent, comment
-- and the signature's sha256). An erase overwrites the row and sets erased_at.
-- grants: full
create table approval_people (
  approval_id uuid primary key references approvals (id),
  salt bytea not null check (octet_length(salt) >= 16),
  name text not null check (char_length(name) between 1 and 200),
  said_to text check (char_length(said_to) <= 200),
  ip inet,
  user_agent text check (char_length(user_agent) <= 400),
  comment text check (char_length(comment) <= 1000),
  signature_file_id uuid references files (id),
  erased_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid,
  updated_at timestamptz not null default now(), version integer not null default 1
);
create trigger touch before update on approval_people for each row execute function touch();
