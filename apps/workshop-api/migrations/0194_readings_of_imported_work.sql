-- safe
-- A reading that came with imported history goes with it: readings are append-only for the server, so the database does it.
alter table odometer_readings add column imported_work_id uuid references imported_work (id) on delete cascade;
create index odometer_readings_imported_work on odometer_readings (imported_work_id) where imported_work_id is not null;
