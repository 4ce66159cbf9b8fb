-- safe
-- A large file comes in and goes out in parts: nobody ever holds the whole of it. Then `file_contents.content` is empty.
-- grants: full
create table file_parts (
  sha256 bytea not null references file_contents on delete cascade,
  n integer not null check (n >= 0),
  content bytea not null check (octet_length(content) between 1 and 8388608),
  primary key (sha256, n)
);
alter table file_parts alter column content set storage external;
