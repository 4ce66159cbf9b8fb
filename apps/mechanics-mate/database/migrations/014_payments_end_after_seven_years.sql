-- Records of payments go seven years after their account closed.
grant delete on mate.billing_customers, mate.subscriptions to mate_app;
