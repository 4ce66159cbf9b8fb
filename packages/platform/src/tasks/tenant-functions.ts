/** Functions of schema `instance` that a tenant's login may execute; nothing else there is open to it. */
export const tenantFunctions = [
  "instance.enqueue(text, jsonb, timestamptz, text, integer, boolean)",
  "instance.first_time(text)",
  "instance.still_mine(bigint, text)",
] as const;
