-- safe
-- Whoever manages accounts lets somebody try again who mistyped too often: failures before it count no more.
alter table sign_in_attempts drop constraint sign_in_attempts_outcome_check,
  add constraint sign_in_attempts_outcome_check
    check (outcome in ('ok', 'wrong', 'delayed', 'disabled', 'rate_limited', 'unlocked'));
