/** An answer whose events were removed after a day, told again from its row. */

import { asMarkdown } from "../markdown.ts";
import type { AnswerHead } from "../store/answers.ts";
import type { AnswerEvent, StoredEvent } from "./event.ts";

export function replayed(answerId: string, head: AnswerHead): StoredEvent[] {
  const { conversationId, mode, provider, model, promptVersion, state, confidence } = head;
  const events: AnswerEvent[] = [
    { event: "meta", data: { answerId, conversationId, mode, provider, model, promptVersion } },
    ...head.blocks.map((block, at) => ({
      event: "block" as const,
      data: { n: at + 1, block, markdown: asMarkdown(block) },
    })),
    ...head.sources.map((card) => ({ event: "citation" as const, data: card })),
    lastOf(state, confidence, head),
  ];
  return events.map((event, at) => ({ ...event, n: at + 1 }));
}

function lastOf(state: AnswerHead["state"], confidence: string | null, { blocks }: AnswerHead): AnswerEvent {
  if (state === "failed" || state === "interrupted") {
    const code = state === "failed" ? "unavailable" : "interrupted";
    return { event: "error", data: { code, retryable: true, retryAfter: null } };
  }
  const safety = blocks.filter((block) => block.kind === "safety");
  return {
    event: "done",
    data: {
      reason: state === "cancelled" ? "cancelled" : "complete",
      confidence: confidence === null ? null : Number(confidence),
      hazards: safety.flatMap((block) => (block.hazard === "driving" ? [] : [block.hazard])),
      driveability: safety.find((block) => block.hazard === "driving")?.driveability ?? null,
    },
  };
}
