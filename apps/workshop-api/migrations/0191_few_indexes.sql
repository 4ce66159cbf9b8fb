-- safe
-- Each index is a file. These few rows are read whole, and their numbers were unique where they came from.
alter table purged_documents drop constraint purged_documents_number_key;
alter table purged_documents drop constraint purged_documents_series_id_year_n_key;
alter table audit_archives drop constraint audit_archives_first_seq_key;
alter table audit_archives drop constraint audit_archives_last_seq_key;
