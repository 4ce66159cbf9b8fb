-- safe
-- Late and promised orders are found among the open ones, a few hundred at most, by work_orders_stage.

drop index work_orders_promised;
