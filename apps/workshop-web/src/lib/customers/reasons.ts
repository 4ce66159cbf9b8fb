import type { Duplicate } from "@mechanicbuddy/contract/customers";
import { m } from "#lib/paraglide/messages.js";

/** What two customers share, in words. */
export const reasonWords: Record<Duplicate["reasons"][number], () => string> = {
  phone: m["customers.alike.phone"],
  email: m["customers.alike.email"],
  registration: m["customers.alike.registration"],
  name: m["customers.alike.name"],
};
