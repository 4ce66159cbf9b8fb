/** Which providers answer, from the settings of a server. */

import { freeOfCharge, listPrices, type Price, priceInDollars, priceOf } from "./ledger/prices.ts";
import { loadedProvider } from "./providers/loaded.ts";
import { isPrivateAddress } from "./providers/private-address.ts";
import type { Provider, ProviderName } from "./providers/provider.ts";
import { referenceProvider } from "./providers/reference.ts";
import type { SmallModel } from "./providers/small.ts";

/** Variables that are read here; a server's own settings hold them under these names. */
export interface AssistantVariables {
  /** Order, such as `anthropic,compatible,reference`. */
  ASSISTANT_PROVIDERS?: string;
  ANTHROPIC_API_KEY?: string;
  /** Only for a stand-in in tests and development. */
  ANTHROPIC_BASE_URL?: string;
  /** Model for diagnosis. */
  ASSISTANT_MODEL_LARGE?: string;
  /** Model for short texts beside answers, such as titles; without one code writes them. */
  ASSISTANT_MODEL_SMALL?: string;
  ASSISTANT_BASE_URL?: string;
  ASSISTANT_API_KEY?: string;
  ASSISTANT_MODEL?: string;
  /** Other names of the three before. */
  OPENAI_BASE_URL?: string;
  OPENAI_API_KEY?: string;
  OPENAI_MODEL?: string;
  /** Dollars for a million tokens in and out: `claude-sonnet-5=3/15,some-model=0.4/1.6`. */
  ASSISTANT_PRICES?: string;
}

export interface AssistantSettings {
  /** In the order they are asked; the tables stand last. */
  providers: Provider[];
  prices: Price[];
  /** For short texts beside answers; undefined where none is set up. */
  small?: SmallModel;
  /** Each names a variable and what to do; a server with one does not start. */
  problems: string[];
}

const usualModel = "claude-sonnet-4-6";
const anthropicUrl = "https://api.anthropic.com/v1";

const providerWords: Readonly<Record<string, ProviderName>> = {
  anthropic: "anthropic",
  compatible: "openai-compatible",
  "openai-compatible": "openai-compatible",
  openai: "openai-compatible",
  reference: "reference",
};

/** Builds the chain: Anthropic, then the compatible server, whichever are set up, and always the tables at its end. */
export function providersFrom(env: AssistantVariables, now: Date = new Date()): AssistantSettings {
  const problems: string[] = [];
  const own = ownPrices(env.ASSISTANT_PRICES, problems);
  const prices: Price[] = [
    ...listPrices,
    ...own.flatMap((price) => [price, { ...price, provider: "anthropic" as const }]),
  ];
  const made: Partial<Record<ProviderName, Provider>> = {
    anthropic: anthropicFrom(env),
    "openai-compatible": compatibleFrom(env, prices, problems),
  };
  const order = orderFrom(env.ASSISTANT_PROVIDERS, problems);
  const providers = order.flatMap((name) => made[name] ?? []);
  for (const { name, model } of providers) {
    if (model === null || priceOf(prices, { provider: name, model, on: now }) !== undefined) continue;
    problems.push(
      `ASSISTANT_PRICES holds no price of ${model}, so it cannot be called. Set it to ${model}=<dollars for a million tokens in>/<out>`,
    );
  }
  const small = providers[0]?.name === "anthropic" ? smallFrom(env) : undefined;
  if (small !== undefined && priceOf(prices, { provider: small.name, model: small.model, on: now }) === undefined)
    problems.push(
      `ASSISTANT_PRICES holds no price of ${small.model}, the small model. Set it to ${small.model}=<dollars for a million tokens in>/<out>, or leave ASSISTANT_MODEL_SMALL empty`,
    );
  return { providers: [...providers, referenceProvider], prices, small, problems };
}

function orderFrom(written: string | undefined, problems: string[]): ProviderName[] {
  if (written === undefined) return ["anthropic", "openai-compatible"];
  const words = written.split(",").map((word) => word.trim().toLowerCase());
  const unknown = words.filter((word) => providerWords[word] === undefined);
  if (unknown.length > 0)
    problems.push(`ASSISTANT_PROVIDERS names ${unknown.join(", ")}. Use anthropic, compatible and reference.`);
  const names = words.flatMap((word) => providerWords[word] ?? []);
  // The tables end every chain: they cannot fail over, so nothing behind them would be asked.
  return [...new Set(names)].filter((name) => name !== "reference");
}

function anthropicFrom(env: AssistantVariables): Provider | undefined {
  const { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseUrl = anthropicUrl } = env;
  if (!apiKey) return undefined;
  const model = env.ASSISTANT_MODEL_LARGE || usualModel;
  const loading = import("./providers/anthropic.ts").then((made) => made.anthropicProvider({ apiKey, baseUrl, model }));
  return loadedProvider({ name: "anthropic", model }, loading);
}

/** Only where the first in the chain is Anthropic: nobody else is to see a question that it did not answer. */
function smallFrom(env: AssistantVariables): SmallModel | undefined {
  const { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseUrl = anthropicUrl, ASSISTANT_MODEL_SMALL: model } = env;
  if (!apiKey || !model) return undefined;
  const loading = import("./providers/small.ts").then((made) => made.anthropicSmall({ apiKey, baseUrl, model }));
  loading.catch(() => undefined);
  return { name: "anthropic", model, title: async (...asked) => (await loading).title(...asked) };
}

function compatibleFrom(env: AssistantVariables, prices: Price[], problems: string[]): Provider | undefined {
  const baseUrl = env.ASSISTANT_BASE_URL ?? env.OPENAI_BASE_URL;
  const model = env.ASSISTANT_MODEL ?? env.OPENAI_MODEL;
  if (!baseUrl) return undefined;
  if (!URL.canParse(baseUrl)) {
    problems.push("ASSISTANT_BASE_URL is no address. Set it to one such as http://localhost:11434/v1");
    return undefined;
  }
  if (!model) {
    problems.push("ASSISTANT_MODEL is missing: the model of the compatible server. Set it to a name the server knows.");
    return undefined;
  }
  const isOwn = isPrivateAddress(baseUrl);
  if (isOwn) prices.push({ provider: "openai-compatible", model, from: "2000-01-01", ...freeOfCharge });
  const apiKey = env.ASSISTANT_API_KEY ?? env.OPENAI_API_KEY;
  const settings = { baseUrl, apiKey, model, hasTools: !isOwn };
  const loading = import("./providers/compatible.ts").then((made) => made.compatibleProvider(settings));
  return loadedProvider({ name: "openai-compatible", model }, loading);
}

function ownPrices(written: string | undefined, problems: string[]): Price[] {
  if (!written) return [];
  return written.split(",").flatMap((part) => {
    const [, model, input, output] = /^\s*([^=\s]+)=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)\s*$/.exec(part) ?? [];
    if (model !== undefined)
      return [
        {
          provider: "openai-compatible" as const,
          model,
          from: "2000-01-01",
          ...priceInDollars(Number(input), Number(output)),
        },
      ];
    problems.push("ASSISTANT_PRICES must be a list such as some-model=0.4/1.6, in dollars for a million tokens.");
    return [];
  });
}
