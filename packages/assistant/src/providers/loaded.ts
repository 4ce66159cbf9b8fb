/** Providers whose client is loaded only where they are set up: it takes a sixth of a server's memory. */

import type { Provider } from "./provider.ts";

/** Begins to load at once; an answer waits for it. A client that cannot be loaded fails every answer. */
export function loadedProvider(who: Pick<Provider, "name" | "model">, load: Promise<Provider>): Provider {
  load.catch(() => undefined);
  return {
    ...who,
    async *answer(...asked) {
      yield* (await load).answer(...asked);
    },
  };
}
