/** The hosted models of Anthropic. */

import { createAnthropic } from "@ai-sdk/anthropic";
import { modelProvider, type Timeouts, usualTimeouts } from "./model.ts";
import { patientFetch } from "./patient-fetch.ts";
import type { Provider } from "./provider.ts";

export interface AnthropicOptions {
  apiKey: string;
  model: string;
  /** Only for a stand-in in tests and development. */
  baseUrl?: string;
  timeouts?: Partial<Timeouts>;
}

export function anthropicProvider({ apiKey, model, baseUrl, timeouts }: AnthropicOptions): Provider {
  const fetch = patientFetch(timeouts?.firstChunkMs ?? usualTimeouts.firstChunkMs);
  const anthropic = createAnthropic({ apiKey, fetch, ...(baseUrl === undefined ? {} : { baseURL: baseUrl }) });
  return modelProvider({
    name: "anthropic",
    model,
    languageModel: anthropic(model),
    form: "array",
    hasTools: true,
    cacheMark: { anthropic: { cacheControl: { type: "ephemeral" } } },
    timeouts,
  });
}
