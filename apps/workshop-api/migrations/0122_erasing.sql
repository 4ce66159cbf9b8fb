-- safe
-- An order with an invoice in force may forget who ordered it when its customer is erased, and nothing else.
create or replace trigger invoiced before update on work_orders for each row
  when ((old.number, old.location_id, old.customer_id, old.vehicle_id, old.concern, old.customer_reference, old.odometer_in,
         old.source, old.price_mode, old.currency, old.copied_from,
         case when new.ordered_by is null then null else old.ordered_by end, old.started_at)
        is distinct from
        (new.number, new.location_id, new.customer_id, new.vehicle_id, new.concern, new.customer_reference, new.odometer_in,
         new.source, new.price_mode, new.currency, new.copied_from, new.ordered_by, new.started_at)
        or (new.stage <> old.stage and new.stage <> 'invoiced'))
  execute function keep_invoiced_order();
