import { createEngine, type Engine } from "@mechanicbuddy/assistant/engine";
import { listPrices } from "@mechanicbuddy/assistant/ledger/prices";
import { prepare } from "@mechanicbuddy/assistant/prepare";
import type { Provider } from "@mechanicbuddy/assistant/providers/provider";
import { referenceProvider } from "@mechanicbuddy/assistant/providers/reference";
import { newId } from "@mechanicbuddy/platform/id";
import type { MateContext, Site } from "../context.ts";
import { siteHost } from "./host.ts";

/** The engine of the site: models that are configured, and always our own tables behind them. */
export function openEngine(models: readonly Provider[], now: () => Date): Engine<MateContext> {
  return createEngine({
    host: siteHost,
    providers: [...models, referenceProvider],
    prepare,
    switches: { models: () => true },
    prices: listPrices,
    now,
    newId,
  });
}

/** A context of background work that looks after everybody's answers. */
export const answeringContext = (site: Site): MateContext => ({
  site,
  db: site.database.shared,
  now: site.now,
  log: site.log,
  requestId: "answering",
  caller: { ip: "", ipBlock: "", userAgent: null, isSecure: true, cookies: new Map() },
  purpose: "answering",
  setCookies: [],
  transactional: false,
});
