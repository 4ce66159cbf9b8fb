import { createEngine, type Engine } from "@mechanicbuddy/assistant/engine";
import { prepare } from "@mechanicbuddy/assistant/prepare";
import { type AssistantSettings, providersFrom } from "@mechanicbuddy/assistant/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { workshopHost } from "./host.ts";
import * as store from "./store.ts";

/** The engine of this process; models that the settings name, and our own tables behind them. */
export function openAssistant(
  now: () => Date,
  { providers, prices }: AssistantSettings = providersFrom({}),
): Engine<Context> {
  return createEngine({
    host: workshopHost,
    providers,
    prepare,
    switches: { models: async (ctx) => (await store.findSettings(ctx)).models },
    prices,
    now,
    newId,
  });
}
