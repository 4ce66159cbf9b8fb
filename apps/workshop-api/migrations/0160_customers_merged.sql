-- safe
-- Issued documents and payments keep the customer they were made for. Whose they are today is found through merged_into.
create index customers_merged_into on customers (merged_into) where merged_into is not null;

create function customer_now(of_customer uuid) returns uuid language sql stable as $$
  select coalesce(c.merged_into, c.id) from customers c where c.id = of_customer
$$;

-- The customer and everybody who was merged into them.
create function customer_selves(of_customer uuid) returns setof uuid language sql stable as $$
  select c.id from customers c where c.id = of_customer or c.merged_into = of_customer
$$;

create function of_erased_customer(of_order uuid) returns boolean language sql stable as $$
  select exists (select from work_orders o join customers c on c.id = o.customer_id
    where o.id = of_order and c.erased_at is not null)
$$;

-- An order with an invoice in force follows its customer into the one they were merged into, and forgets the words of one
-- who was erased. Nothing else of it moves.
create or replace function keep_invoiced_order() returns trigger language plpgsql as $$
declare
  kept constant text[] := array['updated_at', 'version'];
  words constant text[] := kept || array['concern', 'customer_reference', 'ordered_by', 'internal_note'];
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - (kept || array['customer_id']) = to_jsonb(old) - (kept || array['customer_id'])
        and exists (select from customers c where c.id = old.customer_id and c.merged_into = new.customer_id) then
      return new;
    end if;
    if to_jsonb(new) - words = to_jsonb(old) - words and of_erased_customer(old.id) then
      return new;
    end if;
  end if;
  perform refuse_if_invoiced(old.id);
  return coalesce(new, old);
end $$;

create or replace function keep_invoiced_jobs() returns trigger language plpgsql as $$
declare
  words constant text[] := array['title', 'complaint', 'cause', 'correction', 'updated_at', 'version'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - words = to_jsonb(old) - words and of_erased_customer(old.work_order_id) then
    return new;
  end if;
  if tg_op <> 'INSERT' then
    perform refuse_if_invoiced(old.work_order_id);
  end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.work_order_id <> old.work_order_id) then
    perform refuse_if_invoiced(new.work_order_id);
  end if;
  return coalesce(new, old);
end $$;

create or replace function keep_invoiced_parts_of_job() returns trigger language plpgsql as $$
declare
  words constant text[] := array['description', 'updated_at', 'version'];
begin
  if tg_op = 'UPDATE' and to_jsonb(new) - words = to_jsonb(old) - words
      and (select of_erased_customer(j.work_order_id) from jobs j where j.id = old.job_id) then
    return new;
  end if;
  if tg_op <> 'INSERT' then
    perform refuse_if_invoiced(j.work_order_id) from jobs j where j.id = old.job_id;
  end if;
  if tg_op <> 'DELETE' and (tg_op = 'INSERT' or new.job_id <> old.job_id) then
    perform refuse_if_invoiced(j.work_order_id) from jobs j where j.id = new.job_id;
  end if;
  return coalesce(new, old);
end $$;

-- The log of deliveries and consents are only ever added to; of an erased customer they know nothing more.
create function forget_customer_log(of_customer uuid) returns void
  language plpgsql security definer set search_path from current as $$
begin
  if not exists (select from customers c where c.id = of_customer and c.erased_at is not null) then
    raise exception 'The customer was not erased';
  end if;
  update message_events set detail = null where detail is not null and message_id in (
    select m.id from messages m where m.customer_id in (select customer_selves(of_customer)));
  delete from consents where customer_id in (select customer_selves(of_customer));
end $$;

-- The words of an estimate went with its customer; its hash still proves what was decided.
alter table estimates add column erased_at timestamptz;
