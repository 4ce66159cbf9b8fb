import type { Context } from "@mechanicbuddy/platform/context";
import { seal, unseal } from "@mechanicbuddy/platform/keys";

const PURPOSE = "customers.personal_code";

/** Encrypts a personal code for its row. */
export function sealCode(ctx: Context, customerId: string, code: string | null): Buffer | null {
  return code === null ? null : seal(ctx.instance.keys.derive(PURPOSE), placeOf(ctx, customerId), code);
}

/** Opens what `sealCode` made, under the previous secret too while a rotation lasts. */
export function openCode(ctx: Context, customerId: string, sealed: Buffer | null): string | null {
  if (sealed === null) return null;
  const { keys } = ctx.instance;
  const place = placeOf(ctx, customerId);
  const previous = keys.derivePrevious(PURPOSE);
  if (previous === undefined) return unseal(keys.derive(PURPOSE), place, sealed);
  try {
    return unseal(keys.derive(PURPOSE), place, sealed);
  } catch {
    return unseal(previous, place, sealed);
  }
}

function placeOf(ctx: Context, customerId: string): string {
  return `${ctx.tenant.id}/customers/${customerId}/personal_code`;
}
