-- safe
-- Derived from the things themselves, in the same transaction, and rebuilt on demand: hence no id, version or author.

-- text is the folded words, keys the plates, VINs, phones, codes and numbers without separators. recency orders equal hits.
-- grants: full
create table search_entries (
  kind text not null check (kind in ('customer', 'vehicle', 'work_order', 'estimate', 'invoice', 'part', 'request')),
  entity_id uuid not null,
  title text not null,
  subtitle text,
  keys text[] not null default '{}',
  text text not null,
  recency timestamptz not null default now(),
  primary key (kind, entity_id)
);
create index search_entries_text on search_entries using gin (text gin_trgm_ops);
create index search_entries_keys on search_entries using gin (keys);

-- A row per name word, plate and number: answers one and two characters, where trigrams cannot, and forgives a typo in a name.
-- grants: full
create table search_heads (
  entity_id uuid not null,
  head text not null check (char_length(head) between 1 and 80),
  kind text not null,
  recency timestamptz not null,
  primary key (entity_id, head)
);
create index search_heads_1 on search_heads (left(head, 1), recency desc);
create index search_heads_2 on search_heads (left(head, 2), recency desc);
create index search_heads_typo on search_heads using gin (head gin_trgm_ops) where kind = 'customer';
