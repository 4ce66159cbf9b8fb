-- safe
-- While an invoice is in force its order stands still: what the paper says must stay what the order says.

-- The number of the order's invoice in force, or null. An invoice is in force until credit notes have taken back every
-- line of it; quantities are compared, not sums, because free and negative lines can make a part look like the whole.
create function invoice_in_force(of_order uuid) returns text language sql stable as $$
  select i.number
    from invoices i
   where i.work_order_id = of_order and i.kind = 'invoice'
     and (not exists (select from invoices c where c.credits = i.id)
          or exists (select from invoice_lines l
                      where l.invoice_id = i.id
                        and l.quantity <> (select coalesce(sum(c.quantity), 0) from invoice_lines c where c.credits_line = l.id)))
   limit 1
$$;

-- Raises MB002 (DETAIL is the invoice's number). Issuing locks the order FOR UPDATE; the key share taken here makes a
-- change that races with it wait and then see the invoice, and lets two people add lines side by side.
create function refuse_if_invoiced(of_order uuid) returns void language plpgsql as $$
declare
  invoice_number text;
begin
  perform 1 from work_orders o where o.id = of_order for key share;
  invoice_number := invoice_in_force(of_order);
  if invoice_number is not null then
    raise exception using
      errcode = 'MB002',
      message = format('Invoiced as %s; credit it to change the order.', invoice_number),
      detail = invoice_number;
  end if;
end $$;

create function keep_invoiced_order() returns trigger language plpgsql as $$
begin
  perform refuse_if_invoiced(old.id);
  return coalesce(new, old);
end $$;

create function keep_invoiced_jobs() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform refuse_if_invoiced(old.work_order_id);
  end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.work_order_id <> old.work_order_id) then
    perform refuse_if_invoiced(new.work_order_id);
  end if;
  return coalesce(new, old);
end $$;

-- For lines and job_mechanics, which know their order through the job.
create function keep_invoiced_parts_of_job() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    perform refuse_if_invoiced(j.work_order_id) from jobs j where j.id = old.job_id;
  end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.job_id <> old.job_id) then
    perform refuse_if_invoiced(j.work_order_id) from jobs j where j.id = new.job_id;
  end if;
  return coalesce(new, old);
end $$;

-- One invoice in force per order. Takes a stronger lock than the line writers, so it also waits for them.
create function one_invoice_in_force() returns trigger language plpgsql as $$
begin
  perform 1 from work_orders o where o.id = new.work_order_id for update;
  perform refuse_if_invoiced(new.work_order_id);
  return new;
end $$;

-- Open in an invoiced order: where the car is and who hands it over when (board_status_id, key_tag, promised_at,
-- responsible_id, odometer_out), the shop's own note, and the step to 'invoiced' that issuing itself takes.
create trigger invoiced before update on work_orders for each row
  when ((old.number, old.location_id, old.customer_id, old.vehicle_id, old.concern, old.customer_reference, old.odometer_in,
         old.source, old.price_mode, old.currency, old.copied_from, old.ordered_by, old.started_at)
        is distinct from
        (new.number, new.location_id, new.customer_id, new.vehicle_id, new.concern, new.customer_reference, new.odometer_in,
         new.source, new.price_mode, new.currency, new.copied_from, new.ordered_by, new.started_at)
        or (new.stage <> old.stage and new.stage <> 'invoiced'))
  execute function keep_invoiced_order();
create trigger invoiced_delete before delete on work_orders for each row execute function keep_invoiced_order();
create trigger invoiced before insert or update or delete on jobs for each row execute function keep_invoiced_jobs();
create trigger invoiced before insert or update or delete on lines for each row execute function keep_invoiced_parts_of_job();
create trigger invoiced before insert or update or delete on job_mechanics
  for each row execute function keep_invoiced_parts_of_job();
create trigger one_in_force before insert on invoices for each row
  when (new.kind = 'invoice' and new.work_order_id is not null) execute function one_invoice_in_force();
