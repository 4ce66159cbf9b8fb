import type { createSupportSession } from "@mechanicbuddy/contract/internal";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Context } from "../context.ts";

interface WayIn {
  id: string;
  url: string;
  expiresAt: string;
}

/** Opens a visit of support at the workshop's instance. */
export async function openSupportSession(
  ctx: Context,
  tenant: string,
  _: Input<typeof createSupportSession>["body"],
): Promise<WayIn> {
  throw away(ctx, tenant);
}

/** Ends a visit of support at the workshop's instance. */
export async function endSupportSession(ctx: Context, tenant: string, _: string): Promise<void> {
  throw away(ctx, tenant);
}

function away(ctx: Context, tenant: string): Refusal {
  ctx.log.warn({ tenant }, "no instance can be called yet");
  return new Refusal("unavailable", "The workshop's system cannot be reached. Try again in a moment.");
}
