import type { decideEstimate, PublicEstimate } from "@mechanicbuddy/contract/estimates";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { pageState, type ShownEstimate, stands } from "./estimate.ts";

/**
 * Refuses an answer to something other than what the workshop asks now: a version that was replaced, a job answered
 * before or edited since. The refusal carries the page as it is, so that the customer sees what happened.
 */
export function refuseAnswer(
  shown: ShownEstimate,
  today: string,
  answer: Input<typeof decideEstimate>["body"],
  current: PublicEstimate,
): void {
  const conflict = (sentence: string) => new Refusal("conflict", sentence, { current });
  const { number } = shown;
  if (answer.number !== number) {
    throw conflict(`${answer.number} was replaced by ${number}; look at the new version before you answer.`);
  }
  const seen = new Set<string>();
  const asked = answer.decisions.map(({ jobId }, index) => {
    const job = shown.answers.find((candidate) => candidate.jobId === jobId);
    if (job === undefined) throw invalid({ [`decisions.${index}.jobId`]: "This job is not part of the estimate." });
    if (seen.has(jobId)) throw invalid({ [`decisions.${index}.jobId`]: "Answer each job once." });
    seen.add(jobId);
    return job;
  });
  if (asked.some((job) => stands(job.answer))) throw conflict("This is answered already; the first answer stands.");
  const state = pageState(shown, today);
  if (state === "withdrawn") throw conflict("The workshop has withdrawn this estimate.");
  if (state === "expired") throw conflict(`${number} has expired; ask the workshop for a fresh price.`);
  if (asked.some((job) => job.isEdited)) {
    throw conflict("The workshop has just changed this job; the new version follows.");
  }
}
