-- safe
-- How saving and trying out what was saved went; the newest of each kind is what alerts ask for.
create table backup_results (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('backup', 'drill')),
  at timestamptz not null default now(),
  succeeded boolean not null,
  detail text not null
);

do $$ begin
  execute format('grant select on instance.backup_results to %I', session_user || '_app');
end $$;
