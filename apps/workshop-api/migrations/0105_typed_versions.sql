-- safe
-- A version stands for what people type, so that a form is stale only when somebody changed what it shows: a card moved on
-- the board, a customer's decision, a line added beside, lines put in another order do not make an open form stale.

drop trigger touch on work_orders;
create trigger touch before update on work_orders for each row
  when ((old.customer_id, old.vehicle_id, old.concern, old.internal_note, old.key_tag, old.customer_reference,
         old.promised_at, old.odometer_in, old.odometer_out, old.responsible_id)
        is distinct from
        (new.customer_id, new.vehicle_id, new.concern, new.internal_note, new.key_tag, new.customer_reference,
         new.promised_at, new.odometer_in, new.odometer_out, new.responsible_id))
  execute function touch();

drop trigger touch on jobs;
create trigger touch before update on jobs for each row
  when ((old.work_order_id, old.title, old.kind, old.billing, old.complaint, old.cause, old.correction, old.done_at)
        is distinct from
        (new.work_order_id, new.title, new.kind, new.billing, new.complaint, new.cause, new.correction, new.done_at))
  execute function touch();

drop trigger touch on lines;
create trigger touch before update on lines for each row
  when ((old.job_id, old.kind, old.code, old.description, old.quantity, old.unit, old.unit_price_cents,
         old.discount_percent, old.tax_rate_id, old.cost_cents, old.part_id, old.storage_id, old.part_status,
         old.employee_id, old.supplier_id)
        is distinct from
        (new.job_id, new.kind, new.code, new.description, new.quantity, new.unit, new.unit_price_cents,
         new.discount_percent, new.tax_rate_id, new.cost_cents, new.part_id, new.storage_id, new.part_status,
         new.employee_id, new.supplier_id))
  execute function touch();
