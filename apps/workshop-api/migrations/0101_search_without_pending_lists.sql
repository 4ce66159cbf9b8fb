-- safe
-- By default GIN collects new entries in a list that every search reads through until vacuum sorts them in: up to 4 MB,
-- measured at 19 ms for one letter. Searching is what people wait for, so writing pays instead.
alter index search_entries_text set (fastupdate = off);
alter index search_entries_keys set (fastupdate = off);
alter index search_heads_typo set (fastupdate = off);
