/** Asks one provider after the other until one writes. Nobody is switched once a block was written. */

import { setTimeout as pause } from "node:timers/promises";
import { type Breaker, type BreakerState, openBreaker } from "./breaker.ts";
import type { Prepared } from "./prepared.ts";
import { type Aid, type Piece, type Provider, ProviderFault } from "./providers/provider.ts";

const MOST_PATIENCE_MS = 3_000;
const JITTER_MS = 400;

export interface Chain {
  /** `started` is told who writes from here on; it hands out what this provider may use. */
  answer(
    order: readonly Provider[],
    prepared: Prepared,
    signal: AbortSignal,
    started: (provider: Provider) => Promise<Aid>,
  ): AsyncIterable<Piece>;
  /** By "provider model". */
  breakers(): Record<string, BreakerState>;
}

export interface ChainOptions {
  now: () => Date;
  /** 0 to 1, for the length of a pause. */
  random: () => number;
  /** Told of every failure, with the provider that failed. */
  failed: (provider: Provider, fault: ProviderFault) => void;
}

export function createChain({ now, random, failed }: ChainOptions): Chain {
  const breakers = new Map<string, Breaker>();
  const breakerOf = ({ name, model }: Provider) => {
    const key = `${name} ${model ?? ""}`.trim();
    const breaker = breakers.get(key) ?? openBreaker(now);
    breakers.set(key, breaker);
    return breaker;
  };

  return {
    async *answer(order, prepared, signal, started) {
      let last: ProviderFault | undefined;
      for (const provider of order) {
        const breaker = breakerOf(provider);
        if (!breaker.allows()) continue;
        const aid = await started(provider);
        for (let attempt = 1; ; attempt++) {
          let isWritten = false;
          try {
            for await (const piece of provider.answer(prepared, signal, aid)) {
              isWritten ||= piece.type === "draft";
              yield piece;
            }
            if (!isWritten) throw new ProviderFault("output", "Nothing was written that can be read");
            breaker.succeeded();
            return;
          } catch (thrown) {
            signal.throwIfAborted();
            last = faultOf(thrown);
            if (last.kind === "allowance") throw last;
            breaker.failed();
            failed(provider, last);
            if (isWritten) throw last;
            const waitMs = last.retryAfterMs ?? random() * JITTER_MS;
            if (attempt === 2 || !last.isPassing || waitMs > MOST_PATIENCE_MS) break;
            await pause(waitMs, undefined, { signal });
          }
        }
      }
      throw last ?? new ProviderFault("server", "No provider can be asked now");
    },
    breakers: () => Object.fromEntries([...breakers].map(([key, breaker]) => [key, breaker.state()])),
  };
}

function faultOf(thrown: unknown): ProviderFault {
  if (thrown instanceof ProviderFault) return thrown;
  return new ProviderFault("server", thrown instanceof Error ? thrown.message : String(thrown));
}
