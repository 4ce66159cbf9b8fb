import { Customer } from "./customers.ts";
import { Version } from "./fields.ts";
import { closed, route } from "./route.ts";

export const eraseCustomer = route("POST", "/api/customers/:id/erase", {
  permission: "customers.privacy",
  summary: "Forget a person for good; refused while an order is open or a balance stands",
  body: closed({ version: Version }),
  reply: { 200: Customer },
  errors: ["not_found", "conflict", "in_use"],
});
