import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import type { MateContext } from "../context.ts";
import type { Link } from "./store.ts";

/** Refuses a link that cannot be used, with the reason. */
export function refuseUnusable(link: Link | undefined, now: Date): asserts link is Link {
  const reason = reasonOf(link, now);
  if (reason !== undefined) throw new MateRefusal("token_invalid", sentences[reason], { reason });
}

function reasonOf(link: Link | undefined, now: Date): keyof typeof sentences | undefined {
  if (link === undefined) return "unknown";
  if (link.usedAt !== null) return "used";
  if (link.supersededAt !== null) return "superseded";
  return link.expiresAt <= now ? "expired" : undefined;
}

const sentences = {
  unknown: "This link is not known. Copy it whole from the mail.",
  used: "This link was used already. Sign in, or ask for a new one.",
  superseded: "A newer link was sent. Use the one in the last mail.",
  expired: "This link has expired. Ask for a new one.",
} as const;

/** An address of the site, from the canonical origin, never from a header. */
export function linkTo(ctx: MateContext, path: string): string {
  return new URL(path, ctx.site.origins[0]).href;
}
