-- safe
-- Common words are looked up among the most recent entries, totals of many invoices read from indexes alone.
create index search_entries_recency on search_entries (recency desc);
create index invoices_sums on invoices (issue_on) include (kind, total_cents, customer_id, id);
drop index receivables_customer;
create index receivables_open on receivables (customer_id) include (invoice_id, open_cents) where open_cents <> 0;
