-- safe
-- What lists, due dates and search need beside the tables themselves.

-- "VW Golf VII 2016": how a car is called in headings and lists; its plate or VIN where make and model are not known.
alter table vehicles add column label text not null generated always as (
  coalesce(
    nullif(btrim(coalesce(make || ' ', '') || coalesce(model || ' ', '') || coalesce(series, '')), '')
      || coalesce(' ' || model_year::text, ''),
    plate, vin)
) stored;
create index vehicles_make on vehicles (make) where make is not null;

-- Similar names are compared within one postcode only.
create index customers_postal_code on customers (postal_code) where postal_code is not null;

-- The earlier of date and extrapolated distance, computed whenever the item or a reading is written; it does not depend on
-- today, so nothing has to be recomputed by night.
alter table due_items add column next_due_on date;
update due_items set next_due_on = due_on;
drop index due_items_due;
create index due_items_next on due_items (next_due_on) where next_due_on is not null;

-- kind 'contact' repeats a customer with phones and e-mail addresses, for callers who may see them. text begins with a
-- space, so that ' ka' finds beginnings of words by the same index.
alter table search_entries drop constraint search_entries_kind_check;
alter table search_entries add constraint search_entries_kind_check
  check (kind in ('customer', 'contact', 'vehicle', 'work_order', 'estimate', 'invoice', 'part', 'request'));

-- Customers with a name word like one of these. One wrong letter in five keeps half of the trigrams, two swapped ones a
-- third; the default threshold of 0.6 would miss both.
create function similar_heads(words text[]) returns table (entity_id uuid, likeness real)
  language sql stable rows 200 set pg_trgm.word_similarity_threshold = 0.3 as $$
    select h.entity_id, max(word_similarity(w, h.head))
    from unnest(words) w join search_heads h on w <% h.head
    where h.kind = 'customer'
    group by h.entity_id
    order by 2 desc
    limit 200
  $$;
