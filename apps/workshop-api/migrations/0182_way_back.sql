-- safe
-- A link of the operator's for somebody without phone and recovery codes: it sets a password and turns the factor off.
alter table set_password_links drop constraint set_password_links_purpose_check;
alter table set_password_links add constraint set_password_links_purpose_check
  check (purpose in ('invite', 'reset', 'way_back'));
