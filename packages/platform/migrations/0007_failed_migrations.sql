-- safe
-- Why a workshop's last migration did not succeed. It alone answers `unavailable` until one does.
alter table tenants add column migration_error text;
