import { permissionsOf, type Role } from "@mechanicbuddy/contract/permission";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, may } from "@mechanicbuddy/platform/context";

/** Nobody grants a permission they lack. */
export function mayGrant(ctx: Context, role: Role): void {
  const lacking = permissionsOf(role).find((permission) => !may(ctx, permission));
  if (lacking === undefined) return;
  throw new Refusal("forbidden", `You cannot give this role: it holds ${lacking}, which yours does not.`, {
    permission: lacking,
  });
}

/** Nobody changes an account that holds a permission they lack. */
export function mayChange(ctx: Context, account: { name: string; role: Role }): void {
  const lacking = permissionsOf(account.role).find((permission) => !may(ctx, permission));
  if (lacking === undefined) return;
  throw new Refusal("forbidden", `You cannot change the account of ${account.name}: it may do more than yours.`, {
    permission: lacking,
  });
}
