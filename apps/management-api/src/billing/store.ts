import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Context } from "../context.ts";

export interface StripeEvent {
  id: string;
  type: string;
  /** Seconds since 1970. */
  created: number;
}

/** False when it came before. */
export async function keep(ctx: Context, event: StripeEvent, state: "received" | "ignored"): Promise<boolean> {
  const { id, type, created } = event;
  const made = await run(
    ctx.db,
    sql`insert into stripe_events (id, type, created, state, payload, received_at)
      values (${id}, ${type}, ${new Date(created * 1000)}, ${state}, ${JSON.stringify(event)}::jsonb, ${ctx.now()})
      on conflict (id) do nothing`,
  );
  return made === 1;
}
