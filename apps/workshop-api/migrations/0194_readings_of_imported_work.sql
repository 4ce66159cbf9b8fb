-- safe
-- A reading that came with imported history goes with it: the server may only add readings, so the database takes it away,
-- by the vehicle's own index.
alter table odometer_readings add column imported_work_id uuid;

create function forget_imported_reading() returns trigger
  language plpgsql security definer set search_path from current as $$
begin
  delete from odometer_readings r where r.vehicle_id = old.vehicle_id and r.imported_work_id = old.id;
  return old;
end $$;
create trigger forget_reading after delete on imported_work for each row execute function forget_imported_reading();
