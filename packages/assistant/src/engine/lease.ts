/** Keeps a running answer's lease, and looks whether somebody asked to stop it. */

import type { EngineContext, Host } from "../host.ts";
import { pulse } from "../store/answers.ts";
import type { Limits } from "./options.ts";

export interface LeaseOptions<Ctx extends EngineContext> {
  host: Host<Ctx>;
  ctx: Ctx;
  answerId: string;
  limits: Limits;
  cancelled(): void;
  /** The answer does not run any more, or its lease could not be kept. */
  lost(): void;
}

export interface Lease {
  /** Looks now instead of in a moment. */
  look(): void;
  /** A write has looked just now. */
  looked(isCancelled: boolean): void;
  stop(): void;
}

export function keepLease<Ctx extends EngineContext>(options: LeaseOptions<Ctx>): Lease {
  const { host, ctx, answerId, limits, cancelled, lost } = options;
  let movedAt = ctx.now().getTime();
  let lookedAt = movedAt;
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    const now = ctx.now().getTime();
    const until = now - movedAt >= limits.leaseMs / 3 ? new Date(now + limits.leaseMs) : null;
    try {
      const seen = await host.transaction(ctx, (ctx) => pulse(ctx.db, answerId, until));
      lookedAt = now;
      if (until !== null) movedAt = now;
      if (seen === undefined) lost();
      else if (seen.cancelAskedAt !== null) cancelled();
    } catch (error) {
      ctx.log.warn({ err: error }, "the lease of an answer could not be looked at");
      if (now - movedAt >= limits.leaseMs) lost();
    } finally {
      isLooking = false;
    }
  };
  let timer = setTimeout(beat, limits.pulseMs).unref();
  /** Looks when it is time, which every write puts off. */
  function beat(): void {
    const at = ctx.now().getTime();
    const left = Math.min(lookedAt + limits.pulseMs, movedAt + limits.leaseMs / 3) - at;
    if (left <= 0) look();
    timer = setTimeout(beat, left <= 0 ? limits.pulseMs : Math.ceil(left)).unref();
  }
  return {
    look,
    looked: (isCancelled) => {
      lookedAt = ctx.now().getTime();
      if (isCancelled) cancelled();
    },
    stop: () => clearTimeout(timer),
  };
}
