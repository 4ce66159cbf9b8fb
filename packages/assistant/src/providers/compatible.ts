/** Models behind an address that speaks the OpenAI form, hosted or on one's own machine. */

import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { modelProvider, type Timeouts, usualTimeouts } from "./model.ts";
import { patientFetch } from "./patient-fetch.ts";
import type { Provider } from "./provider.ts";

export interface CompatibleOptions {
  baseUrl: string;
  /** Local servers need none. */
  apiKey?: string;
  model: string;
  hasTools: boolean;
  timeouts?: Partial<Timeouts>;
}

export function compatibleProvider({ baseUrl, apiKey, model, hasTools, timeouts }: CompatibleOptions): Provider {
  const fetch = patientFetch(timeouts?.firstChunkMs ?? usualTimeouts.firstChunkMs);
  const settings = { name: "compatible", baseURL: baseUrl, apiKey, fetch, includeUsage: true };
  const compatible = createOpenAICompatible(settings);
  return modelProvider({
    name: "openai-compatible",
    model,
    languageModel: compatible(model),
    form: "lines",
    hasTools,
    timeouts,
  });
}
