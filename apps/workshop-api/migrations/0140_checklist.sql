-- safe
-- The list of a workshop's first day leaves Today when everything on it is done or somebody puts it away.
alter table settings add column checklist_dismissed_at timestamptz;
