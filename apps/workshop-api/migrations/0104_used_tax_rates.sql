-- safe
-- Whether a rate stands on any line is asked before it is changed or removed.

create index lines_tax_rate on lines (tax_rate_id);
