-- safe
-- Common words are looked up among the most recent entries, totals of many invoices read from indexes alone.
create index search_entries_recency on search_entries (recency desc);
create index invoices_sums on invoices (issue_on) include (kind, total_cents, customer_id, id);
create index receivables_open on receivables (invoice_id) include (open_cents) where open_cents <> 0;
