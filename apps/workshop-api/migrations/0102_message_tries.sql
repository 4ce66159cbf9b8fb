-- safe
-- next_try_at is when the next try may begin: set ahead while one runs, so that no second worker begins one, and after a
-- failure to the end of the wait.

alter table messages add column next_try_at timestamptz;
