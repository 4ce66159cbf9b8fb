-- safe
-- Ids of the rows that were made up, by kind; null while there are none.
alter table settings add column sample_data jsonb;
