/** One promise of the deployment guide. Files beside this one export `checks: Check[]`; `run.ts` finds and runs them. */
export interface Check {
  /** Id of the row of `rows.ts` it proves, or part of it. */
  row: string;
  /** Throws one sentence when the promise does not hold, `Skipped` when this machine cannot tell. Answers what it measured. */
  run(): Promise<unknown>;
}

/** This machine lacks what the check needs; the message says what. */
export class Skipped extends Error {}

/** Throws the sentence unless the condition holds. */
export function holds(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

/** Throws all sentences at once, ten at most. */
export function none(sentences: string[]): void {
  const rest = sentences.length - 10;
  if (sentences.length > 0)
    throw new Error([...sentences.slice(0, 10), ...(rest > 0 ? [`… and ${rest} more`] : [])].join("\n"));
}

/** Runs work over items, two at a time, and answers in their order. */
export async function inPairs<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all([lane(), lane()]);
  return results;
}
