/** What an answer tells while it is written: stored with a number each, so a reader who lost the line reads on. */

import type { Block } from "../block.ts";
import type { Driveability } from "../floor.ts";
import type { Hazard } from "../hazards/lexicon.ts";
import type { Proposal } from "../host.ts";
import { promptVersion } from "../prompt/instructions.ts";
import type { Provider } from "../providers/provider.ts";
import { type Source, type SourceKind, trustOf } from "../source.ts";

export type AnswerMode = "model" | "reference";

export interface EventData {
  meta: {
    answerId: string;
    conversationId: string;
    mode: AnswerMode;
    provider: string | null;
    model: string | null;
    promptVersion: string | null;
  };
  status: { tool: string; label: string; target: string };
  block: { n: number; block: Block; markdown: string };
  citation: SourceCard;
  suggestion: { id: string; kind: Proposal["kind"] };
  /** Model answers left and when they are counted anew; null where nothing limits them. Cost in millionths of a dollar. */
  usage: { messagesLeft: number | null; resetsAt: string | null; costMicros: number };
  done: {
    reason: "complete" | "cancelled" | "budget";
    confidence: number | null;
    hazards: readonly Hazard[];
    driveability: Driveability | null;
  };
  error: {
    code: "plan_limit" | "unavailable" | "interrupted";
    retryable: boolean;
    /** Seconds. */
    retryAfter: number | null;
    canUseReference?: true;
  };
}

export type EventName = keyof EventData;
export type AnswerEvent = { [Name in EventName]: { event: Name; data: EventData[Name] } }[EventName];
/** As it is stored and sent; `n` is the `id` of the stream. */
export type StoredEvent = AnswerEvent & { n: number };

export interface SourceCard {
  id: string;
  kind: SourceKind;
  title: string;
  page: number | null;
  revision: string | null;
  trust: number;
  superseded: boolean;
}

/** What a reader is shown of a source. */
export function cardOfSource(source: Source): SourceCard {
  const { id, kind, title, page = null, revision = null } = source;
  return { id, kind, title, page, revision, trust: trustOf(source), superseded: source.superseded === true };
}

/** Who writes from here on. */
export function metaOf(ids: { answerId: string; conversationId: string }, provider: Provider | null): AnswerEvent {
  const { name = null, model = null } = provider ?? {};
  const mode = model === null ? "reference" : "model";
  return {
    event: "meta",
    data: { ...ids, mode, provider: name, model, promptVersion: model === null ? null : promptVersion },
  };
}

/** Nothing follows these two. */
export const isLast = ({ event }: { event: string }) => event === "done" || event === "error";
