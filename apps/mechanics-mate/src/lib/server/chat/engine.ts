import { createEngine, type Engine } from "@mechanicbuddy/assistant/engine";
import type { AssistantSettings } from "@mechanicbuddy/assistant/settings";
import { newId } from "@mechanicbuddy/platform/id";
import { observeAnswer } from "@mechanicbuddy/platform/metrics";
import type { MateContext, Site } from "../context.ts";
import * as switches from "../switches/switches.ts";
import { siteHost } from "./host.ts";

/** The engine of the site: models that are configured, and always our own tables behind them. */
export function openEngine({ providers, prices }: AssistantSettings, now: () => Date): Engine<MateContext> {
  return createEngine({
    host: siteHost,
    providers,
    switches: { models: async (ctx) => !(await switches.current(ctx.db)).modelsOff },
    prices,
    now,
    newId,
    observe: observeAnswer,
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
