import type { Context } from "@mechanicbuddy/platform/context";
import { refuseStale } from "@mechanicbuddy/platform/http/session";
import { unauthenticated } from "@mechanicbuddy/platform/http/tokens";
import * as store from "./factor-store.ts";

/**
 * Asks for the password again when it was given more than 15 minutes ago. Routes that always ask say `freshProof` in the
 * contract; this is for those where it depends on what is changed.
 */
export async function demandProof(ctx: Context): Promise<void> {
  const provedAt = await store.provedAt(ctx, ctx.actor.session ?? "");
  if (provedAt === undefined) throw unauthenticated();
  refuseStale({ provedAt }, ctx.now());
}
