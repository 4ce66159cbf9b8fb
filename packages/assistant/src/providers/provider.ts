/** Who writes an answer: a hosted model, one on the spot, or our own tables. What comes out passes the guard. */

import type { Proposal } from "../host.ts";
import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";
import type { BoundTool } from "../tools/tool.ts";

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
  /** A row that was proposed to a person. */
  | { type: "suggestion"; id: string; kind: Proposal["kind"] }
  /** What one call of the provider used; a provider that costs nothing says nothing. */
  | { type: "usage"; requestId: string; usage: Usage };

/** The most that one call can use. */
export interface WorstCase {
  inputTokens: number;
  outputTokens: number;
}

/** The money of one answer. A model call that was not set aside here must not be made. */
export interface Meter {
  /** Sets the worst cases of calls aside, all or none; an id for each, or null when an allowance does not hold them. */
  reserve(calls: readonly WorstCase[]): Promise<string[] | null>;
  /** From here on the call may have cost something. */
  sent(requestId: string): void;
  /** The call was refused or never made: it cost nothing. */
  release(requestId: string): Promise<void>;
}

/** What a provider may use beside the question: money that was set aside, and tools in the caller's rights. */
export interface Aid {
  meter: Meter;
  tools: readonly BoundTool[];
  /** Names of customers and employees, which a hosted model does not get to see. */
  names: readonly string[];
}

export interface Provider {
  readonly name: ProviderName;
  /** Null for the tables. */
  readonly model: string | null;
  /** Writes an answer. Throws `ProviderFault` when it cannot; aborting the signal ends it within 100 ms. */
  answer(prepared: Prepared, signal: AbortSignal, aid: Aid): AsyncIterable<Piece>;
}

export type FaultKind =
  | "key"
  | "rate"
  | "overload"
  | "server"
  | "timeout"
  | "network"
  | "output"
  /** An allowance does not hold the call. Nobody else is asked instead. */
  | "allowance";

/** Why a provider could not write, or not go on. */
export class ProviderFault extends Error {
  readonly kind: FaultKind;
  readonly retryAfterMs: number | null;
  constructor(kind: FaultKind, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = "ProviderFault";
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
  /** Whether the same call may succeed in a moment. */
  get isPassing(): boolean {
    return this.kind !== "key" && this.kind !== "output" && this.kind !== "allowance";
  }
}
