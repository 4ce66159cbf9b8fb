-- safe
-- GIN collects new entries in a list that every search reads through until it is sorted in. By default it may hold 4 MB,
-- measured at 19 ms for one letter; 64 kB, the least there is, cost half a millisecond and still spare the writers most.
alter index search_entries_text set (gin_pending_list_limit = 64);
alter index search_entries_keys set (gin_pending_list_limit = 64);
alter index search_heads_typo set (gin_pending_list_limit = 64);
