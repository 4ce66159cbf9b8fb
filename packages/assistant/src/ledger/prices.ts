/** What models cost, as data with the day it holds from. A model without a price cannot be called. */

import type { ProviderName, Usage, WorstCase } from "../providers/provider.ts";

/** Millionths of a US dollar for a million tokens. */
export interface Price {
  provider: ProviderName;
  model: string;
  /** YYYY-MM-DD */
  from: string;
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
}

const dollars = (input: number, output: number) => ({
  input: input * 1e6,
  cacheRead: input * 1e5,
  cacheWrite: input * 1.25e6,
  output: output * 1e6,
});

/** List prices of hosted models. */
export const listPrices: readonly Price[] = [
  { provider: "anthropic", model: "claude-haiku-4-5", from: "2025-10-15", ...dollars(1, 5) },
  { provider: "anthropic", model: "claude-sonnet-4-5", from: "2025-09-29", ...dollars(3, 15) },
  { provider: "anthropic", model: "claude-opus-4-5", from: "2025-11-24", ...dollars(5, 25) },
  { provider: "anthropic", model: "claude-sonnet-4-6", from: "2026-02-17", ...dollars(3, 15) },
  { provider: "anthropic", model: "claude-opus-4-6", from: "2026-02-05", ...dollars(5, 25) },
];

/** The price of a model on one's own machine. */
export const freeOfCharge = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/** A price as it is written in settings: dollars for a million tokens, in and out. */
export const priceInDollars = dollars;

/** The price of a model on a day, or undefined. */
export function priceOf(
  prices: readonly Price[],
  { provider, model, on }: { provider: ProviderName; model: string; on: Date },
): Price | undefined {
  const day = on.toISOString().slice(0, 10);
  return prices
    .filter((price) => price.provider === provider && price.model === model && price.from <= day)
    .sort((a, b) => a.from.localeCompare(b.from))
    .at(-1);
}

const micros = (tokens: number, price: number) => (tokens * price) / 1e6;

/** What a call cost, in millionths of a dollar, rounded up. */
export function costOf(price: Price, usage: Usage): number {
  return Math.ceil(
    micros(usage.inputTokens, price.input) +
      micros(usage.cacheReadTokens, price.cacheRead) +
      micros(usage.cacheWriteTokens, price.cacheWrite) +
      micros(usage.outputTokens, price.output),
  );
}

/** The most that a call can cost: all of its input is written to the cache, and all output that is allowed is used. */
export function worstCost(price: Price, { inputTokens, outputTokens }: WorstCase): number {
  const dearest = Math.max(price.input, price.cacheWrite);
  return Math.ceil(micros(inputTokens, dearest) + micros(outputTokens, price.output));
}

/**
 * The most tokens a text can have. Tokenizers join letters; two of them are the least they join in words, digits and
 * signs stand alone at worst, and every other character is as many tokens as it has bytes.
 */
export function mostTokens(text: string): number {
  const letters = text.match(/[A-Za-z ]/g)?.length ?? 0;
  return Math.ceil(letters / 2) + Buffer.byteLength(text) - letters;
}
