import { publishedRuns } from "@mechanicbuddy/assistant/eval/published";
import { questions } from "@mechanicbuddy/assistant/eval/questions";

/** The published runs, and how many questions of each kind they were asked. */
export function published() {
  const counts = new Map<string, number>();
  for (const { category } of questions) counts.set(category, (counts.get(category) ?? 0) + 1);
  return { runs: [...publishedRuns], questions: [...counts].map(([category, count]) => ({ category, count })) };
}

/** Every question, for anybody who wants to ask them elsewhere. */
export const allQuestions = () => ({ items: [...questions] });
