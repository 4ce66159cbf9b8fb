-- safe
-- What is left of a document whose retention_years are over: its place in the chain and in the run of numbers, nobody's name.
-- in_force says that no credit note had taken all of it back, so its order stays as it is.
-- grants: append-only
create table purged_documents (
  id uuid primary key,
  kind text not null check (kind in ('invoice', 'credit_note', 'deposit')),
  series_id uuid not null references number_series (id),
  year integer not null,
  n integer not null,
  number text not null unique,
  work_order_id uuid,
  in_force boolean not null,
  issue_on date not null,
  seq bigint not null unique,
  prev_hash bytea not null check (octet_length(prev_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  retention_years integer not null,
  purged_on date not null,
  created_at timestamptz not null default now(), created_by uuid,
  unique (series_id, year, n),
  check (purged_on > issue_on + make_interval(years => retention_years))
);
create index purged_documents_order on purged_documents (work_order_id) where in_force;
create trigger unchangeable before update or delete or truncate on purged_documents
  for each statement execute function refuse_change();

create or replace function invoice_in_force(of_order uuid) returns text language sql stable as $$
  select i.number
    from invoices i
   where i.work_order_id = of_order and i.kind = 'invoice'
     and (not exists (select from invoices c where c.credits = i.id)
          or exists (select from invoice_lines l
                      where l.invoice_id = i.id
                        and l.quantity <> (select coalesce(sum(c.quantity), 0) from invoice_lines c where c.credits_line = l.id)))
  union all
  select p.number from purged_documents p where p.work_order_id = of_order and p.in_force
   limit 1
$$;

-- The only way out for issued documents. Removes those whose retention_years are over on the given day, with the payments
-- on them, and leaves a row in purged_documents. A document goes only together with its credit notes, and with every
-- payment that is on it: what is still open, or paid by money that is also on a younger document, waits.
-- The caller's calendar is not believed beyond the database's own.
create function purge_documents(today date) returns table (id uuid, kind text, number text, pdf_file_id uuid)
  language plpgsql security definer set search_path from current as $$
#variable_conflict use_column
declare
  years integer := (select s.retention_years from settings s);
  expired date := least(today, current_date + 1) - make_interval(years => years);
  doomed uuid[];
  held uuid[];
  paid uuid[];
begin
  if not exists (select from invoices i where i.issue_on < expired)
      and not exists (select from payments p where p.received_on < expired) then
    return;
  end if;
  -- In the order in which issuing and paying write them.
  lock table invoices, invoice_lines, invoice_taxes, payments, payment_allocations, deposit_releases
    in share row exclusive mode;
  doomed := array(select i.id from invoices i where i.issue_on < expired);
  loop
    -- Money that came in, with what was given back of it, by its first row.
    paid := array(
      select coalesce(f.origin, f.id)
        from payments f
        left join (select a.payment_id, sum(a.amount_cents) as cents, bool_and(a.invoice_id = any(doomed)) as gone
                     from payment_allocations a group by a.payment_id) a on a.payment_id = f.id
       group by 1
      having max(f.received_on) < expired and bool_and(coalesce(a.gone, true))
         and sum(case f.direction when 'in' then 1 else -1 end * (f.amount_cents - f.rounding_cents) - coalesce(a.cents, 0)) = 0);
    held := array(
      select i.id from invoices i
       where i.id = any(doomed)
         and (i.credits <> all(doomed)
              or exists (select from invoices c where c.credits = i.id and c.id <> all(doomed))
              or exists (select from receivables r where r.invoice_id = i.id and r.open_cents <> 0)
              or exists (select from payment_allocations a join payments f on f.id = a.payment_id
                          where a.invoice_id = i.id and coalesce(f.origin, f.id) <> all(paid))));
    exit when cardinality(held) = 0;
    doomed := array(select d from unnest(doomed) d where d <> all(held));
  end loop;

  return query
    with kept as (
      insert into purged_documents (id, kind, series_id, year, n, number, work_order_id, in_force, issue_on, seq, prev_hash,
        hash, retention_years, purged_on)
      select i.id, i.kind, i.series_id, i.year, i.n, i.number, i.work_order_id,
        i.kind = 'invoice' and i.number is not distinct from invoice_in_force(i.work_order_id), i.issue_on, i.seq,
        i.prev_hash, i.hash, years, today
      from invoices i where i.id = any(doomed)
      returning id)
    select i.id, i.kind, i.number, i.pdf_file_id from invoices i join kept k on k.id = i.id order by i.seq;

  alter table invoices disable trigger unchangeable;
  alter table invoice_lines disable trigger unchangeable;
  alter table invoice_taxes disable trigger unchangeable;
  alter table payments disable trigger unchangeable;
  alter table payment_allocations disable trigger unchangeable;
  alter table deposit_releases disable trigger unchangeable;
  delete from payment_allocations a using payments f
    where f.id = a.payment_id and coalesce(f.origin, f.id) = any(paid);
  delete from deposit_releases d where d.payment_id = any(paid);
  delete from payments f where coalesce(f.origin, f.id) = any(paid);
  delete from receivables r where r.invoice_id = any(doomed);
  delete from invoice_links l where l.invoice_id = any(doomed);
  delete from invoice_taxes x where x.invoice_id = any(doomed);
  delete from invoice_lines l where l.invoice_id = any(doomed);
  delete from invoices i where i.id = any(doomed);
  alter table invoices enable trigger unchangeable;
  alter table invoice_lines enable trigger unchangeable;
  alter table invoice_taxes enable trigger unchangeable;
  alter table payments enable trigger unchangeable;
  alter table payment_allocations enable trigger unchangeable;
  alter table deposit_releases enable trigger unchangeable;
end $$;
