-- safe
-- expired_at is stamped once, when the workshop is told that an estimate ran out with a question open. The state of an
-- estimate is still derived from valid_until_on: this column only keeps the news from being told twice.

alter table estimates add column expired_at timestamptz;
create index estimates_expiring on estimates (valid_until_on)
  where expired_at is null and superseded_by is null and withdrawn_at is null;
