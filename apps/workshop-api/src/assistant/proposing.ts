import type { Block } from "@mechanicbuddy/assistant/block";
import { findCodes } from "@mechanicbuddy/assistant/codes";
import { overlap, rootsOf } from "@mechanicbuddy/assistant/words";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as store from "./store.ts";

/** So much of a canned job's title must stand in question and answer. */
const FITTING = 0.6;

/**
 * Makes drafts of what an answer says, by rule: a note of what is cited, and a job that fits. At most two, for orders
 * alone, and none where the answer proposed something itself.
 */
export async function propose(ctx: Context, answerId: string): Promise<void> {
  const answer = await store.findAnswer(ctx, answerId);
  if (answer === undefined || answer.workOrderId === null || answer.state !== "done" || answer.suggestions > 0) return;
  const blocks = answer.blocks as Block[];
  const cited = blocks.filter((block) => "citations" in block && block.citations.length > 0);
  if (cited.length === 0) return;
  const citations = cited.flatMap((block) => ("citations" in block ? block.citations : [])).slice(0, 8);
  const hazards = blocks.flatMap((block) =>
    block.kind === "safety" && block.hazard !== "driving" ? [block.hazard] : [],
  );
  const { workOrderId, conversationId, question } = answer;
  const common = { workOrderId, conversationId, answerId, citations, hazards, taint: [] };
  const text = noteOf(cited);
  const job = await jobFor(ctx, question, text);
  await inTransaction(ctx, async (ctx) => {
    await store.insertSuggestion(ctx, {
      ...common,
      id: newId(),
      kind: "diagnosis_note",
      payload: { text },
      rationale: "What the answer says with a source, as a note on the order.",
    });
    if (job === undefined) return;
    await store.insertSuggestion(ctx, {
      ...common,
      id: newId(),
      kind: "job_lines",
      payload: job,
      rationale:
        "cannedJobId" in job
          ? "This canned job fits what was asked; its lines come at today's prices."
          : "A job to find the cause; lines and prices are yours to add.",
    });
  });
}

/** What is said with a source, a line each. */
function noteOf(cited: readonly Block[]): string {
  const lines = cited.flatMap((block) => {
    if (block.kind === "summary" || block.kind === "fact") return [block.text];
    if (block.kind === "cause") return [`Possible cause: ${block.text}`];
    if (block.kind === "test") return [`Check: ${block.do}`];
    return block.kind === "spec" ? [`${block.name}: ${block.value} ${block.unit}`.trim()] : [];
  });
  return lines.join("\n").slice(0, 3_900);
}

async function jobFor(ctx: Context, question: string, note: string): Promise<Record<string, unknown> | undefined> {
  const words = `${question} ${note}`;
  const best = (await store.cannedJobs(ctx))
    .map((canned) => ({ canned, roots: rootsOf(canned.title) }))
    .map(({ canned, roots }) => ({ canned, share: roots.size === 0 ? 0 : overlap(roots, words) / roots.size }))
    .filter(({ share }) => share >= FITTING)
    .sort((a, b) => b.share - a.share)[0];
  if (best !== undefined) return { cannedJobId: best.canned.id, title: best.canned.title };
  const codes = [...new Set(findCodes(question).map(({ code }) => code))];
  if (codes.length === 0) return undefined;
  return { title: `Diagnose ${codes.join(", ")}`.slice(0, 120), complaint: question.slice(0, 1_000) };
}
