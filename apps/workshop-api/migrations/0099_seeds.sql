-- safe
-- What every new workshop begins with. Currency, language, time zone, units, price mode, tax rates and labour rates differ
-- per workshop and are written when it is made.

insert into chain_heads (name, hash, seq)
  select name, decode(repeat('00', 32), 'hex'), 0 from unnest(array['approvals', 'audit', 'invoices']) name;

insert into locations (id, name) values (gen_random_uuid(), 'Workshop');
insert into requisites (id, location_id) select gen_random_uuid(), id from locations;
insert into storages (id, name, location_id) select gen_random_uuid(), 'Main storage', id from locations;

insert into payment_methods (id, name, kind, position) values
  (gen_random_uuid(), 'Cash', 'cash', 1),
  (gen_random_uuid(), 'Card', 'card', 2),
  (gen_random_uuid(), 'Bank transfer', 'transfer', 3);

insert into settings (id, payment_method_id) select gen_random_uuid(), id from payment_methods where kind = 'transfer';

insert into number_series (id, location_id, kind, pattern, resets)
  select gen_random_uuid(), l.id, s.kind, s.pattern, s.resets
    from locations l
   cross join (values
     ('work_order', '{n}', 'never'),
     ('invoice', '{yyyy}-{n:5}', 'yearly'),
     ('credit_note', 'C{yyyy}-{n:5}', 'yearly'),
     ('receipt', 'R{n}', 'never'),
     ('purchase_order', 'P{n}', 'never')
   ) s (kind, pattern, resets);

insert into board_statuses (id, name, category, colour, position) values
  (gen_random_uuid(), 'Checked in', 'waiting', '#b7791f', 1),
  (gen_random_uuid(), 'Diagnosis', 'working', '#2b7a9b', 2),
  (gen_random_uuid(), 'Waiting for approval', 'waiting', '#b7791f', 3),
  (gen_random_uuid(), 'Waiting for parts', 'waiting', '#b7791f', 4),
  (gen_random_uuid(), 'In work', 'working', '#2b7a9b', 5),
  (gen_random_uuid(), 'Final check', 'working', '#2b7a9b', 6),
  (gen_random_uuid(), 'Ready', 'ready', '#2f855a', 7),
  (gen_random_uuid(), 'Gone', 'gone', '#64748b', 8);
