-- safe
-- The registry of workshops on this instance. Tenant work never reads it; the runtime login may look, not write.
create table tenants (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{1,38}[a-z0-9]$'),
  state text not null default 'active' check (state in ('preparing', 'active', 'suspended', 'closing')),
  -- The newest migration this tenant's schema has; replicas refuse to serve a tenant that is behind.
  schema_version text,
  hosts text[] not null default '{}',
  created_at timestamptz not null default now()
);

create function tenants_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('instance_tenants', '');
  return null;
end $$;

create trigger tenants_changed after insert or update or delete on tenants
  for each statement execute function tenants_changed();
