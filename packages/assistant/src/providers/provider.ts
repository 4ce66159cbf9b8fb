/** Who writes an answer: a hosted model, one on the spot, or our own tables. What comes out passes the guard. */

import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";

export type ProviderName = "anthropic" | "openai-compatible" | "reference";

/** Tokens as a provider counted them; none of the first includes those read from or written to its cache. */
export interface Usage {
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
}

/** What comes out of a provider, in its order. */
export type Piece =
  /** A block as it was written; the guard decides what is shown of it. */
  | { type: "draft"; draft: unknown }
  /** A step that really runs: "reading page 14 of …". */
  | { type: "status"; tool: string; label: string; target: string }
  /** What a tool found; it may be cited from here on. */
  | { type: "source"; source: Source }
  /** What one call of the provider used; a provider that costs nothing says nothing. */
  | { type: "usage"; requestId: string; usage: Usage };

export interface Provider {
  readonly name: ProviderName;
  /** Null for the tables. */
  readonly model: string | null;
  /** Writes an answer. Throws `ProviderFault` when it cannot; aborting the signal ends it within 100 ms. */
  answer(prepared: Prepared, signal: AbortSignal): AsyncIterable<Piece>;
}
