-- 009 once had no such view: databases made then get it here.
create or replace view mate.assistant_messages with (security_invoker = true) as select * from mate.messages;
grant select, insert on mate.assistant_messages to mate_app;
select mate.take_back_defaults();
