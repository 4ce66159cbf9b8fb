-- safe
-- Failed sign-ins in a row, of an address somebody typed or of a network block; keys are hashes.
-- grants: full
create table sign_in_failures (
  key bytea primary key,
  failures integer not null,
  failed_at timestamptz not null
);
create index sign_in_failures_old on sign_in_failures (failed_at);

-- Browsers somebody signed in from before: a sign-in from any other is mailed.
-- grants: full
create table known_browsers (
  person uuid not null,
  browser bytea not null,
  seen_at timestamptz not null,
  primary key (person, browser)
);
create index known_browsers_old on known_browsers (seen_at);
