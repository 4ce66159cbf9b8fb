-- safe
-- origin is the incoming payment that a reversal, a refund or the reversal of a refund belongs to: what is left of a
-- payment is the sum over it and the rows that name it here. A refund is a row `out` that reverses nothing.

alter table payments add column origin uuid references payments (id),
  add check ((origin is not null) = (reverses is not null or direction = 'out')),
  add check (origin is null or reason is not null);
create index payments_origin on payments (origin) where origin is not null;
