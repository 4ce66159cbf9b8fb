import type { Permission } from "@mechanicbuddy/contract/permission";
import type { FormState } from "#lib/form-state.ts";
import type { formats } from "#lib/format.ts";

/** What most parts of an order's page need beside the order itself. */
export interface Desk {
  f: ReturnType<typeof formats>;
  may: (permission: Permission) => boolean;
  failed: FormState | undefined;
}

export interface Column {
  id: string;
  name: string;
  category: string;
}

export interface Person {
  id: string;
  name: string;
}
