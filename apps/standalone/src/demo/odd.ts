/** Warnings the demo's people would have read and accepted: its cars and customers are odd on purpose. */
export const oddButFine = [
  "below_zero",
  "buyer_address",
  "cash_only",
  "credit_limit",
  "duplicate_customer",
  "duplicate_plate",
  "odometer_jump",
  "odometer_lower",
  "promise_in_past",
  "vin_check_digit",
  "vin_misread",
];
